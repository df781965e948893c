package dev.latchkey.token.forwardauth;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;

/// A question is a question, whatever method the proxy sends it with: Envoy keeps the client's.
@Provider
@PreMatching
public final class AnyMethod implements ContainerRequestFilter {
    @Override
    public void filter(ContainerRequestContext request) {
        var path = request.getUriInfo().getPath();
        if (path.equals(ForwardAuthResource.PATH) || ("/" + path).equals(ForwardAuthResource.PATH)) {
            request.setMethod(HttpMethod.GET);
        }
    }
}
