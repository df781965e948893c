package dev.latchkey.session.password;

/// What came of a text that was to become a password.
public sealed interface Hashing {
    /// It may, and is ready to be kept.
    record Hashed(String phc) implements Hashing {
        /// Never the hash.
        @Override
        public String toString() {
            return "Hashed[••••]";
        }
    }

    /// It may not.
    record Refused(Objection objection) implements Hashing {}

    /// Too many are being hashed right now.
    record Busy() implements Hashing {}
}
