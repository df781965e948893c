package dev.latchkey.session.ending;

import dev.latchkey.kit.problem.InvalidRequestException;
import dev.latchkey.session.password.EnteredPassword;
import org.jspecify.annotations.Nullable;

/// The proof in a request that ends sessions.
///
/// @param password of whoever asks
record Proof(@Nullable String password) {
    static EnteredPassword entered(@Nullable Proof proof) {
        var text = proof == null ? null : proof.password();
        if (text == null || text.isEmpty()) {
            throw new InvalidRequestException("password", "Ending sessions needs your password in the same request.");
        }
        return EnteredPassword.of(text);
    }

    /// Never the password.
    @Override
    public String toString() {
        return "Proof[••••]";
    }
}
