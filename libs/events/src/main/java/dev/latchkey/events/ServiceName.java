package dev.latchkey.events;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The four services: actors of events, owners of databases, callers and callees of each other.
public enum ServiceName {
    TOKEN,
    OAUTH,
    SESSION,
    AUDIT;

    /// The service whose service account a JWT's subject names, if it names one of ours.
    ///
    /// @param namespace the Kubernetes namespace of the service accounts
    public static Optional<ServiceName> ofSubject(String subject, String namespace) {
        return Arrays.stream(values())
                .filter(name -> name.subject(namespace).equals(subject))
                .findFirst();
    }

    /// `token`: how configuration and files name the service.
    public String slug() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// `token-service`: its process, module and service account, and how events name it as an actor.
    public String account() {
        return slug() + "-service";
    }

    /// `system:serviceaccount:<namespace>:token-service`: the subject of its own JWTs, as Kubernetes writes it.
    public String subject(String namespace) {
        return "system:serviceaccount:" + namespace + ":" + account();
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
