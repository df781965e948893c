package dev.latchkey.kit.identity;

import dev.latchkey.events.ServiceName;
import dev.latchkey.kit.problem.Problem;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.AnnotatedElement;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/// The wall around whatever lies under `/internal`: no service JWT, no entry; not in the table, no entry.
///
/// The path that was matched counts beside the one that was asked for, so that no spelling of it leads past.
public final class ServiceWall {
    private static final String CALLER = "latchkey.caller";
    private static final String INTERNAL = "internal";

    private final ServiceCallers callers;

    ServiceWall(ServiceCallers callers) {
        this.callers = callers;
    }

    @ServerRequestFilter
    public Optional<Response> filter(ContainerRequestContext request, ResourceInfo resource) {
        var path = relative(request.getUriInfo().getPath());
        return isInternal(path) || isInternal(template(resource)) ? refusal(request, "/" + path) : Optional.empty();
    }

    private static boolean isInternal(String path) {
        return path.equals(INTERNAL) || path.startsWith(INTERNAL + "/");
    }

    private static String template(ResourceInfo resource) {
        return relative(path(resource.getResourceClass()) + "/" + path(resource.getResourceMethod()));
    }

    private static String path(AnnotatedElement annotated) {
        var path = annotated.getAnnotation(Path.class);
        return path == null ? "" : path.value();
    }

    private static String relative(String path) {
        return path.replaceFirst("^/+", "");
    }

    private Optional<Response> refusal(ContainerRequestContext request, String path) {
        var authorization = request.getHeaderString(HttpHeaders.AUTHORIZATION);
        var caller = callers.verify(authorization == null ? "" : authorization);
        if (caller.isEmpty()) {
            return Optional.of(
                    new Problem("unauthorized", 401, "Not authenticated", "A service JWT for this service is needed.")
                            .builder()
                            .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"latchkey\"")
                            .build());
        }
        if (!callers.mayCall(caller.get(), request.getMethod(), path)) {
            return Optional.of(new Problem("forbidden", 403, "Not allowed", "This service may not call this endpoint.")
                    .toResponse());
        }
        request.setProperty(CALLER, caller.get());
        return Optional.empty();
    }

    /// Which service is calling, once the wall has let it through.
    public static ServiceName caller(ContainerRequestContext request) {
        return (ServiceName) request.getProperty(CALLER);
    }
}
