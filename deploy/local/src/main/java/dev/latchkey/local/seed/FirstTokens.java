package dev.latchkey.local.seed;

/// The tokens that scripts on this machine begin with.
///
/// @param owner personal, write, of the owner
/// @param verifier may only ask for verdicts
public record FirstTokens(String owner, String verifier) {
    /// Secrets do not print.
    @Override
    public String toString() {
        return "FirstTokens[••••]";
    }
}
