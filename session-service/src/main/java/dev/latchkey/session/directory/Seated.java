package dev.latchkey.session.directory;

/// A membership that has not ended, with the person whose it is.
public record Seated(Membership membership, Person person) {}
