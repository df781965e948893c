package dev.latchkey.access;

/// The org a request is about; never silently missing.
public sealed interface OrgFact {
    /// The request touches this org and no other.
    record Named(OrgHandle org) implements OrgFact {}

    /// The caller promises to act only inside the org that the verdict returns.
    record TheTokens() implements OrgFact {}
}
