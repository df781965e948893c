package dev.latchkey.kit.identity;

import dev.latchkey.events.ServiceName;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/// How this service proves who it is and checks who is calling.
@ConfigMapping(prefix = "latchkey.identity")
public interface IdentityConfig {
    /// Which service this process is.
    ServiceName self();

    /// The issuer that signs service JWTs: on Kubernetes the cluster's service-account issuer.
    String issuer();

    /// The issuer's public keys (RFC 7517): a file path or an https URI, read every ten seconds.
    String jwks();

    /// Directory with one file `<callee>.jwt` per service that is called; re-read when a file changes.
    Path tokens();

    /// Kubernetes namespace of the suite's service accounts.
    @WithDefault("latchkey")
    String namespace();
}
