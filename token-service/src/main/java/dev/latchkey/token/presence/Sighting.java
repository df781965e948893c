package dev.latchkey.token.presence;

/// What was last heard of a verifier within the time after which it refuses by itself.
///
/// @param boot one run of it
/// @param applied every change up to this revision had been applied
/// @param last whether it said that it stops
record Sighting(String id, String boot, long applied, boolean last) {}
