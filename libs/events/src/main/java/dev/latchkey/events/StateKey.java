package dev.latchkey.events;

/// How the keys of the state feed are written.
public final class StateKey {
    private static final String TOKEN = "token:";
    private static final String ROOT_KEY = "key:";
    private static final String SESSION = "session:";
    private static final String MEMBER = "member:";
    private static final String APP = "app:";
    private static final String ORG = "org:";

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

    /// The key of a session.
    ///
    /// @param sessionId public id, `ses_…`
    public static String session(String sessionId) {
        return SESSION + sessionId;
    }

    /// The key of a person in an org, `member:per_…@acme`.
    ///
    /// @param personId public id, `per_…`
    public static String member(String personId, String org) {
        return MEMBER + personId + "@" + org;
    }

    /// The key of an org.
    public static String org(String org) {
        return ORG + org;
    }

    /// The key of an app everywhere.
    ///
    /// @param appId public id, `app_…`
    public static String app(String appId) {
        return APP + appId;
    }

    /// The key of an app in one org, `app:app_…@acme`.
    public static String app(String appId, String org) {
        return app(appId) + "@" + org;
    }
}
