package dev.latchkey.access;

import java.time.Duration;

/// Why a request that the caveats allow is refused all the same: the platform steers an app, or paces calls.
///
/// Decided by whoever knows dials and limits, after [Verifier] has allowed the request.
public sealed interface Steered extends Reason.Proven {
    /// The app is turned off for now; its grants stay.
    ///
    /// @param why what the platform gave as the reason
    record AppSuspended(String why) implements Steered {
        @Override
        public String slug() {
            return "app-suspended";
        }

        @Override
        public String detail() {
            return "The app is suspended: " + why;
        }
    }

    /// The app may only read for now.
    ///
    /// @param why what the platform gave as the reason
    record AppReadOnly(String why) implements Steered {
        @Override
        public String slug() {
            return "app-read-only";
        }

        @Override
        public String detail() {
            return "The app may only read: " + why;
        }
    }

    /// More calls than a limit lets through.
    ///
    /// @param retryAfter when the next call will be let through
    record RateLimited(Limit limit, Duration retryAfter) implements Steered {
        /// Which limit it was.
        public enum Limit {
            TOKEN("token-limit"),
            APP("app-limit"),
            ORG("org-limit");

            private final String slug;

            Limit(String slug) {
                this.slug = slug;
            }

            public String slug() {
                return slug;
            }
        }

        /// Whole seconds, upwards: who comes back after them is let through.
        public long seconds() {
            return Math.max(1, retryAfter.plusSeconds(1).minusNanos(1).toSeconds());
        }

        @Override
        public String slug() {
            return "rate-limited";
        }

        @Override
        public String detail() {
            return "Too many calls (" + limit.slug() + "); try again in " + seconds() + " s.";
        }
    }
}
