package dev.latchkey.token.forwardauth;

import dev.latchkey.kit.problem.Problem;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;

/// Every answer to a proxy, also that to a failure, has every identity header and is kept by no cache; for a
/// proxy that knows few statuses a refusal is 401 or 403, and the reason stands in a header.
@Provider
@AnswersProxies
public final class ProxyAnswers implements ContainerResponseFilter {
    private static final String FOLD = "latchkey.fold";
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    /// Says that the answer to this request is to be folded.
    static void fold(ContainerRequestContext request) {
        request.setProperty(FOLD, true);
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        var headers = response.getHeaders();
        for (var identity : IdentityHeader.values()) {
            headers.computeIfAbsent(identity.header(), _ -> java.util.List.of(""));
        }
        headers.computeIfAbsent(IdentityHeader.RESOURCE, _ -> java.util.List.of(""));
        headers.putSingle(HttpHeaders.CACHE_CONTROL, "no-store");
        if (response.getEntity() instanceof Problem problem) {
            headers.putSingle(IdentityHeader.REASON, problem.slug());
            if (request.getProperty(FOLD) != null && isUnknown(problem.status())) {
                response.setStatus(FORBIDDEN);
                response.setEntity(problem.withStatus(FORBIDDEN));
            }
        } else {
            headers.putSingle(IdentityHeader.REASON, "");
        }
    }

    private static boolean isUnknown(int status) {
        return status != UNAUTHORIZED && status != FORBIDDEN;
    }
}
