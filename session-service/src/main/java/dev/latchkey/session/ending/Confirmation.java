package dev.latchkey.session.ending;

import java.util.List;

/// What is known of verifiers' knowledge of an end. Nothing here rounds up.
sealed interface Confirmation {
    /// Every live verifier refuses what ended.
    record Confirmed(int by, int of) implements Confirmation {}

    /// Some do not yet. They will, or they will refuse everything.
    ///
    /// @param missing by name, as far as they could be read
    record Behind(int by, int of, List<String> missing) implements Confirmation {
        public Behind {
            missing = List.copyOf(missing);
        }
    }

    /// token-service does not answer. The cookies are dead, and the event is on its way: it is the guarantee.
    record Unknown() implements Confirmation {}

    /// There was nothing to tell.
    record Nothing() implements Confirmation {}
}
