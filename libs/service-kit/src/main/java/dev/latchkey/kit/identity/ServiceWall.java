package dev.latchkey.kit.identity;

import dev.latchkey.events.ServiceName;
import dev.latchkey.kit.problem.Problem;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;

/// The wall around internal endpoints: no service JWT, no entry; not in the table, no entry.
@Provider
@ServicesOnly
public final class ServiceWall implements ContainerRequestFilter {
    private static final String CALLER = "latchkey.caller";

    private final ServiceCallers callers;

    ServiceWall(ServiceCallers callers) {
        this.callers = callers;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        var authorization = request.getHeaderString(HttpHeaders.AUTHORIZATION);
        var caller = callers.verify(authorization == null ? "" : authorization);
        if (caller.isEmpty()) {
            request.abortWith(
                    new Problem("unauthorized", 401, "Not authenticated", "A service JWT for this service is needed.")
                            .builder()
                            .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"latchkey\"")
                            .build());
            return;
        }
        var path = "/" + request.getUriInfo().getPath().replaceFirst("^/", "");
        if (!callers.mayCall(caller.get(), request.getMethod(), path)) {
            request.abortWith(new Problem("forbidden", 403, "Not allowed", "This service may not call this endpoint.")
                    .toResponse());
            return;
        }
        request.setProperty(CALLER, caller.get());
    }

    /// Which service is calling, once the wall has let it through.
    public static ServiceName caller(ContainerRequestContext request) {
        return (ServiceName) request.getProperty(CALLER);
    }
}
