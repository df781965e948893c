package dev.latchkey.kit.problem;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;

/// Every challenge that leaves the service names the resource's metadata, whoever wrote the challenge.
@Provider
public final class MetadataInChallenges implements ContainerResponseFilter {
    private final ResourceMetadata metadata;

    MetadataInChallenges(ResourceMetadata metadata) {
        this.metadata = metadata;
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        response.getHeaders()
                .computeIfPresent(
                        HttpHeaders.WWW_AUTHENTICATE,
                        (_, challenges) -> challenges.stream()
                                .<Object>map(challenge -> metadata.on(challenge.toString()))
                                .toList());
    }
}
