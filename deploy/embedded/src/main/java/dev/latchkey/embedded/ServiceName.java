package dev.latchkey.embedded;

import java.util.Locale;

/// The four services, under the names that files, databases and audiences are built from.
public enum ServiceName {
    TOKEN,
    OAUTH,
    SESSION,
    AUDIT;

    /// `token`: how configuration names the service.
    public String slug() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// `token-service`: its process, module and service account.
    public String account() {
        return slug() + "-service";
    }

    /// `latchkey-token`: the audience of the service JWTs it accepts.
    public String audience() {
        return "latchkey-" + slug();
    }

    /// `latchkey_token`: the database that only this service reads.
    public String database() {
        return "latchkey_" + slug();
    }
}
