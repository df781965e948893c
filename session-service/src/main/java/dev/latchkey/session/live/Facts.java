package dev.latchkey.session.live;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What decides how long a session lasts.
///
/// @param powerful its person is owner or admin of an org, or operator
/// @param kept "keep me logged in"
/// @param keepForbidden one of the person's orgs forbids that
/// @param orgLife the strictest limit of the person's orgs
/// @param orgIdle likewise
record Facts(
        boolean powerful,
        boolean kept,
        boolean keepForbidden,
        Optional<Duration> orgLife,
        Optional<Duration> orgIdle,
        Instant startedAt,
        Instant lastSeenAt) {}
