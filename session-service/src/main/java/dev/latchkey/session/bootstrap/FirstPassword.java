package dev.latchkey.session.bootstrap;

import dev.latchkey.session.password.Hashing.Hashed;
import dev.latchkey.session.password.Terms;
import java.util.Optional;

/// A first password that is ready to be kept.
///
/// @param made the text where it was made here and has to be told; empty where it was given
record FirstPassword(Hashed hashed, Terms terms, Optional<String> made) {
    /// Never the password.
    @Override
    public String toString() {
        return "FirstPassword[••••]";
    }
}
