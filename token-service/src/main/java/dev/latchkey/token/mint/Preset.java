package dev.latchkey.token.mint;

import dev.latchkey.access.Access;
import dev.latchkey.access.Kind;
import java.util.Locale;
import java.util.Optional;

/// A usual combination of kind and access under one word.
enum Preset {
    /// A person's own token.
    PERSONAL(Kind.PERSONAL, Optional.empty()),
    /// For a machine: nobody's, one resource, write, and it ends.
    DEPLOY(Kind.DEPLOY, Optional.of(Access.WRITE)),
    /// A person's own token that changes nothing.
    READ_ONLY(Kind.PERSONAL, Optional.of(Access.READ));

    private final Kind kind;
    private final Optional<Access> access;

    Preset(Kind kind, Optional<Access> access) {
        this.kind = kind;
        this.access = access;
    }

    /// The word on the wire: `read-only`.
    String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Kind kind() {
        return kind;
    }

    /// The access it stands for; empty where the request says.
    Optional<Access> access() {
        return access;
    }

    static Optional<Preset> parse(String slug) {
        for (var preset : values()) {
            if (preset.slug().equals(slug)) {
                return Optional.of(preset);
            }
        }
        return Optional.empty();
    }
}
