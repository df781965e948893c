package dev.latchkey.session.password;

/// Whether an entered password is the person's.
public sealed interface CheckOutcome {
    /// It is.
    ///
    /// @param hash what it was held against, as it is kept now
    record Right(String hash) implements CheckOutcome {
        /// Never the hash.
        @Override
        public String toString() {
            return "Right[••••]";
        }
    }

    /// It was good for this once, and has to be replaced now. The next time it is wrong.
    record MustChange() implements CheckOutcome {}

    /// It is not, or has expired, or there is no such person, or they have none.
    record Wrong() implements CheckOutcome {}

    /// Too many are being hashed right now: 503.
    record Busy() implements CheckOutcome {}
}
