package dev.latchkey.kit.problem;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Where a client learns which authorization server issues tokens for this resource (RFC 9728 §3).
@ApplicationScoped
public class ResourceMetadata {
    private static final String WELL_KNOWN = "/.well-known/oauth-protected-resource";

    private final Optional<String> parameter;

    /// @param publicUrl where clients reach the suite; without it challenges name no metadata
    public ResourceMetadata(@ConfigProperty(name = "latchkey.public-url") Optional<URI> publicUrl) {
        this.parameter = publicUrl.map(ResourceMetadata::parameter);
    }

    private static String parameter(URI publicUrl) {
        var origin = publicUrl.toASCIIString().replaceFirst("/+$", "");
        return ", resource_metadata=\"" + origin + WELL_KNOWN + "\"";
    }

    /// A challenge of ours with the parameter `resource_metadata` (RFC 9728 §5.1); any other text as it is.
    String on(String challenge) {
        return challenge.startsWith("Bearer ")
                ? parameter.map(challenge::concat).orElse(challenge)
                : challenge;
    }
}
