package dev.latchkey.access;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/// What has happened since issue to a token, its key or a session: the state no signature can carry.
public sealed interface Standing {
    /// In force, perhaps with less than it was issued with.
    ///
    /// @param restrictions caveats that were set on it later; they hold as if appended
    /// @param refusedChildren copies that are revoked, and with each of them whatever was narrowed from it
    record Live(List<Caveat> restrictions, Set<Fingerprint> refusedChildren) implements Standing {
        private static final Live UNCHANGED = new Live(List.of(), Set.of());

        public Live {
            restrictions = List.copyOf(restrictions);
            refusedChildren = Set.copyOf(refusedChildren);
        }

        /// As it was issued.
        public static Live unchanged() {
            return UNCHANGED;
        }
    }

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
