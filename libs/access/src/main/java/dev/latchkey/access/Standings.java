package dev.latchkey.access;

/// The state a verifier holds in memory; a look-up never waits.
///
/// Both look-ups are needed: a token is ended by its own id, by its key id, and by every session it hangs on.
public interface Standings {
    /// How the token and the key it hangs on stand; the worse of the two.
    Standing of(Identifier identifier);

    /// How a session stands. One that never was heard of is live: [Verifier] refuses old and future ones by
    /// their id.
    Standing of(SessionId session);
}
