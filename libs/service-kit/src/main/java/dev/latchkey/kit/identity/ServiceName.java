package dev.latchkey.kit.identity;

import java.util.Optional;

/// The services of the suite, as they are named in service JWTs.
public enum ServiceName {
    TOKEN("token"),
    OAUTH("oauth"),
    SESSION("session"),
    AUDIT("audit");

    private final String shortName;

    ServiceName(String shortName) {
        this.shortName = shortName;
    }

    /// `token` for token-service: also the name of the file that holds a JWT for calling it.
    public String shortName() {
        return shortName;
    }

    /// The audience a JWT must name to be accepted by this service.
    public String audience() {
        return "latchkey-" + shortName;
    }

    /// The subject of this service's own JWTs: a Kubernetes service account.
    String subject(String namespace) {
        return "system:serviceaccount:" + namespace + ":" + shortName + "-service";
    }

    static Optional<ServiceName> ofSubject(String subject, String namespace) {
        for (var name : values()) {
            if (name.subject(namespace).equals(subject)) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }
}
