package dev.latchkey.kit.identity;

import dev.latchkey.events.ServiceName;
import java.util.Optional;

/// The one table of which service may call which endpoint with its own identity. What is not in it is refused.
public enum InternalEndpoint {
    /// Mint on behalf of a person whom the caller has authenticated.
    MINT(ServiceName.TOKEN, "POST", "/internal/v1/tokens"),
    /// Verify a token that was presented to the caller.
    VERIFY(ServiceName.TOKEN, "POST", "/v1/verify"),
    /// Last use of tokens, for lists.
    USAGE_LOOKUP(ServiceName.AUDIT, "POST", "/internal/v1/usage/lookup"),
    /// From where a token that was replaced is still used.
    USAGE_SOURCES(ServiceName.AUDIT, "POST", "/internal/v1/usage/sources");

    private final ServiceName callee;
    private final String method;
    private final String path;

    InternalEndpoint(ServiceName callee, String method, String path) {
        this.callee = callee;
        this.method = method;
        this.path = path;
    }

    /// Whether this service may call the endpoint.
    public boolean allows(ServiceName caller) {
        return switch (this) {
            case MINT -> caller == ServiceName.SESSION || caller == ServiceName.OAUTH;
            case VERIFY -> caller == ServiceName.AUDIT || caller == ServiceName.OAUTH || caller == ServiceName.SESSION;
            case USAGE_LOOKUP -> caller == ServiceName.TOKEN || caller == ServiceName.SESSION;
            case USAGE_SOURCES -> caller == ServiceName.TOKEN;
        };
    }

    static Optional<InternalEndpoint> at(ServiceName callee, String method, String path) {
        for (var endpoint : values()) {
            if (endpoint.callee == callee && endpoint.method.equals(method) && endpoint.path.equals(path)) {
                return Optional.of(endpoint);
            }
        }
        return Optional.empty();
    }
}
