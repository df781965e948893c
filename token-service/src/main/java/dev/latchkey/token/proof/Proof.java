package dev.latchkey.token.proof;

import java.time.Duration;
import java.util.List;

/// What waiting for all verifiers has shown.
public sealed interface Proof {
    /// How long it took, counted from the commit of the change.
    Duration took();

    /// Every live verifier has applied the change: none answers by what was before.
    record Confirmed(int confirmedBy, int of, Duration took) implements Proof {}

    /// Some have not within the time. They will, or they will refuse everything.
    ///
    /// @param ids those that have not, as far as they could be read
    /// @param of how many are live
    record Missing(List<String> ids, int of, Duration took) implements Proof {
        public Missing {
            ids = List.copyOf(ids);
        }
    }
}
