package dev.latchkey.session.password;

import java.time.Instant;
import java.util.Optional;

/// What a password is good for.
///
/// @param expiresAt from when on it is wrong; empty for never
/// @param mustChange it is good for one login, which must replace it
public record Terms(Optional<Instant> expiresAt, boolean mustChange) {
    /// A password that the person has chosen.
    public static final Terms CHOSEN = new Terms(Optional.empty(), false);

    /// A password that somebody else has made for the person.
    public static Terms firstLogin(Instant expiresAt) {
        return new Terms(Optional.of(expiresAt), true);
    }
}
