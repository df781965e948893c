package dev.latchkey.kit.identity;

import dev.latchkey.events.ServiceName;
import java.util.Optional;

/// The one table of which service may call which endpoint with its own identity. What is not in it is refused.
public enum InternalEndpoint {
    /// Mint on behalf of a person whom the caller has authenticated, for a login, or for an app.
    MINT(ServiceName.TOKEN, "POST", "/internal/v1/tokens"),
    /// A new generation of an org's root keys, wanted by an owner.
    ROTATE_KEY(ServiceName.TOKEN, "POST", "/internal/v1/keys/{org}/rotate"),
    /// The end of a generation of an org's root keys, wanted by an owner.
    RETIRE_KEY(ServiceName.TOKEN, "POST", "/internal/v1/keys/{org}/{generation}/retire"),
    /// Verify a token that was presented to the caller.
    VERIFY(ServiceName.TOKEN, "POST", "/v1/verify"),
    /// Verify up to 256 of them at once.
    VERIFY_BATCH(ServiceName.TOKEN, "POST", "/v1/verify/batch"),
    /// Verify for a reverse proxy what was presented to it.
    FORWARD_AUTH(ServiceName.TOKEN, "GET", "/v1/forward-auth"),
    /// End sessions at the verifiers.
    SESSION_ENDS(ServiceName.TOKEN, "POST", "/internal/v1/session-ends"),
    /// Session tokens that no session stands for, to be shown in a few rows.
    ADOPT(ServiceName.SESSION, "POST", "/internal/v1/session-tokens/adopt"),
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

    /// The service that answers there.
    public ServiceName callee() {
        return callee;
    }

    /// Where it is; a segment in braces stands for any one segment.
    public String path() {
        return path;
    }

    /// Whether this service may call the endpoint.
    public boolean allows(ServiceName caller) {
        return switch (this) {
            case MINT -> caller == ServiceName.SESSION || caller == ServiceName.OAUTH;
            case ROTATE_KEY, RETIRE_KEY -> caller == ServiceName.SESSION;
            case VERIFY, VERIFY_BATCH, FORWARD_AUTH ->
                caller == ServiceName.AUDIT || caller == ServiceName.OAUTH || caller == ServiceName.SESSION;
            case SESSION_ENDS -> caller == ServiceName.SESSION;
            case ADOPT -> caller == ServiceName.TOKEN;
            case USAGE_LOOKUP -> caller == ServiceName.TOKEN || caller == ServiceName.SESSION;
            case USAGE_SOURCES -> caller == ServiceName.TOKEN;
        };
    }

    static Optional<InternalEndpoint> at(ServiceName callee, String method, String path) {
        for (var endpoint : values()) {
            if (endpoint.callee == callee && endpoint.method.equals(method) && endpoint.isAt(path)) {
                return Optional.of(endpoint);
            }
        }
        return Optional.empty();
    }

    private boolean isAt(String asked) {
        var ours = path.split("/", -1);
        var theirs = asked.split("/", -1);
        if (ours.length != theirs.length) {
            return false;
        }
        for (var i = 0; i < ours.length; i++) {
            var fits = ours[i].startsWith("{") ? !theirs[i].isEmpty() : ours[i].equals(theirs[i]);
            if (!fits) {
                return false;
            }
        }
        return true;
    }
}
