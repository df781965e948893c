package dev.latchkey.token.record;

import dev.latchkey.access.TokenId;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// A stop that can be lifted.
///
/// @param with the token whose suspension took this one along; empty when it was suspended itself
public record Suspension(Instant since, Cause because, Optional<TokenId> with) {
    /// Why it was suspended.
    public enum Cause {
        REQUESTED,
        PARENT,
        OWNER_LEFT;

        /// The word on the wire: `owner-left`.
        public String slug() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Cause parse(String slug) {
            return valueOf(slug.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    public Suspension {
        if (with.isPresent() != (because == Cause.PARENT)) {
            throw new IllegalArgumentException("a token is suspended itself, or with one named");
        }
    }

    /// The token itself.
    public static Suspension itself(Instant since, Cause because) {
        return new Suspension(since, because, Optional.empty());
    }

    /// Along with the token it was minted through.
    public static Suspension with(TokenId parent, Instant since) {
        return new Suspension(since, Cause.PARENT, Optional.of(parent));
    }
}
