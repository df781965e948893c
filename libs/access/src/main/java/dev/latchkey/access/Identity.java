package dev.latchkey.access;

/// Who a token is minted for; only the combinations that exist can be written down.
public sealed interface Identity {
    KeyId keyId();

    TokenId tokenId();

    /// A person's own token.
    record Personal(KeyId keyId, TokenId tokenId, PersonId person) implements Identity {}

    /// A token of the org itself; nobody's.
    record Deploy(KeyId keyId, TokenId tokenId) implements Identity {}

    /// One login of a person.
    record Session(KeyId keyId, TokenId tokenId, PersonId person, SessionId session) implements Identity {}

    /// An app acting for a person.
    record OAuth(KeyId keyId, TokenId tokenId, PersonId person, AppId app) implements Identity {}

    /// An app acting for itself (client credentials).
    record App(KeyId keyId, TokenId tokenId, AppId app) implements Identity {}
}
