package dev.latchkey.token.record;

import dev.latchkey.access.TokenId;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// How a token ended for good before its time.
///
/// @param with the token whose end took this one along; empty when it was ended itself
public record End(Instant at, Cause because, Optional<TokenId> with) {
    /// Why it ended.
    public enum Cause {
        REVOKED,
        ROTATED,
        LEAKED,
        PARENT,
        /// The root key it hangs from was retired, or that of a token it was minted through.
        KEY_GENERATION;

        /// The word on the wire: `key-generation`.
        public String slug() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Cause parse(String slug) {
            return valueOf(slug.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    public End {
        if (with.isPresent() && because != Cause.PARENT) {
            throw new IllegalArgumentException("only what ends with another names it");
        }
    }

    /// The token itself.
    public static End itself(Instant at, Cause because) {
        return new End(at, because, Optional.empty());
    }

    /// Along with the token it was minted through.
    public static End with(TokenId parent, Instant at) {
        return new End(at, Cause.PARENT, Optional.of(parent));
    }
}
