package dev.latchkey.session.throttle;

import java.time.Instant;

/// Failures of one bucket.
///
/// @param failures in a row, or of a network since `first`
record Counter(String bucket, int failures, Instant first, Instant last) {}
