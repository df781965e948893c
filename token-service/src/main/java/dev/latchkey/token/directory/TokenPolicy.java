package dev.latchkey.token.directory;

import java.time.Duration;
import java.util.Optional;

/// What an org has decided about the lives of its tokens.
///
/// @param longestLife empty for the suite's own limit
public record TokenPolicy(Optional<Duration> longestLife, boolean neverExpiresAllowed) {}
