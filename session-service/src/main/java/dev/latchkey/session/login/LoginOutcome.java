package dev.latchkey.session.login;

import dev.latchkey.session.live.Opened;

/// What came of a login.
sealed interface LoginOutcome {
    record LoggedIn(Opened opened) implements LoginOutcome {}

    /// Right, but the password has to be replaced first.
    ///
    /// @param ticket good for that, once, for ten minutes and on this device
    record MustChange(String ticket) implements LoginOutcome {}

    /// Not. Nobody is told why: unknown, wrong, disabled and throttled look the same.
    record Refused() implements LoginOutcome {}

    /// Too many log in right now: 503.
    record Busy() implements LoginOutcome {}
}
