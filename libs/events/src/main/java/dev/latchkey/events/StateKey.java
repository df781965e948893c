package dev.latchkey.events;

/// How the keys of the state feed are written.
public final class StateKey {
    private static final String TOKEN = "token:";
    private static final String ROOT_KEY = "key:";

    private StateKey() {}

    /// The key of a token.
    ///
    /// @param tokenId public id, `tok_…`
    public static String token(String tokenId) {
        return TOKEN + tokenId;
    }

    /// The key of a root key.
    ///
    /// @param keyId `acme.1`
    public static String rootKey(String keyId) {
        return ROOT_KEY + keyId;
    }
}
