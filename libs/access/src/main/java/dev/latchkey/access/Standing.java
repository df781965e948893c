package dev.latchkey.access;

import java.time.Instant;

/// What has happened since issue to a token, its key or a session: the state no signature can carry.
public sealed interface Standing {
    /// Nothing.
    record Live() implements Standing {}

    /// Ended for good.
    ///
    /// @param since when it was revoked
    /// @param what whether the token itself or the key generation it hangs on
    record Revoked(Instant since, What what) implements Standing {
        /// What was ended.
        public enum What {
            TOKEN("token"),
            KEY_GENERATION("key-generation");

            private final String slug;

            What(String slug) {
                this.slug = slug;
            }

            public String slug() {
                return slug;
            }
        }
    }

    /// Stopped until somebody lets it go on.
    record Suspended(Instant since) implements Standing {}

    /// The session is over.
    record SessionEnded(Instant since) implements Standing {}

    /// Not known freshly enough to answer; a verifier then refuses.
    record Stale() implements Standing {}
}
