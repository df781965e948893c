package dev.latchkey.session.live;

import java.time.Instant;

/// What decides how long a session lasts.
///
/// @param powerful its person is owner or admin of an org, or operator
/// @param kept "keep me logged in"
record Facts(boolean powerful, boolean kept, Instant startedAt, Instant lastSeenAt) {}
