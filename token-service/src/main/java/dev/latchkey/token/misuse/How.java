package dev.latchkey.token.misuse;

import dev.latchkey.token.record.End;
import java.util.Locale;

/// How a token had ended when it was used: the causes of an end that a record has, and two that end no record.
enum How {
    REVOKED,
    ROTATED,
    LEAKED,
    PARENT,
    KEY_GENERATION,
    /// The narrowed copy that was presented is revoked.
    COPY,
    /// Whose token it is has left the org, which only suspends.
    OWNER_LEFT;

    static How of(End.Cause cause) {
        return switch (cause) {
            case REVOKED -> REVOKED;
            case ROTATED -> ROTATED;
            case LEAKED -> LEAKED;
            case PARENT -> PARENT;
            case KEY_GENERATION -> KEY_GENERATION;
        };
    }

    /// The word on the wire: `key-generation`.
    String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
