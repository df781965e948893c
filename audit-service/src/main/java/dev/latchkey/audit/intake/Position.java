package dev.latchkey.audit.intake;

/// How far a partition has been applied.
///
/// @param topicId the broker's id of the topic whose offsets these are
/// @param next the first offset that has not been applied
record Position(String topicId, long next) {}
