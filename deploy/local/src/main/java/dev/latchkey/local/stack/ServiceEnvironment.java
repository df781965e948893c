package dev.latchkey.local.stack;

import dev.latchkey.embedded.EmbeddedPostgres;
import dev.latchkey.embedded.identity.SecretFiles;
import dev.latchkey.embedded.identity.ServiceIdentityIssuer;
import dev.latchkey.events.ServiceName;
import dev.latchkey.local.seed.Founding;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The settings of the services as environment variables: the same that a cluster's manifests set. Secrets are in
/// files,
/// which the variables only name.
///
/// @param publicUrl where clients reach the stack
/// @param founding where session-service tells what it begins with
record ServiceEnvironment(
        String publicUrl,
        EmbeddedPostgres postgres,
        String kafka,
        ServiceIdentityIssuer identity,
        SecretFiles secrets,
        Founding.Files founding,
        List<ServiceAddress> services) {

    Map<String, String> of(ServiceAddress service) {
        var environment = new HashMap<String, String>();
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(service.port()));
        environment.put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
        environment.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(service.managementPort()));
        environment.put("QUARKUS_BANNER_ENABLED", "false");
        environment.put("LATCHKEY_EXIT_WITH_STDIN", "true");
        environment.put("LATCHKEY_PUBLIC_URL", publicUrl);
        addProxy(environment);
        addServers(environment, service.name());
        addIdentity(environment, service.name());
        if (service.name() == ServiceName.TOKEN) {
            environment.put("LATCHKEY_VERIFIER_ID", service.name().account() + "-" + service.replica());
        }
        if (service.name() == ServiceName.SESSION) {
            addBootstrap(environment);
        }
        for (var other : services) {
            if (other.isFirst()) {
                environment.put(
                        "QUARKUS_REST_CLIENT_" + other.name() + "_URL",
                        other.url().toString());
            }
        }
        return environment;
    }

    /// What the gateway says about the client counts; nobody else's word does.
    private static void addProxy(Map<String, String> environment) {
        environment.put("QUARKUS_HTTP_PROXY_PROXY_ADDRESS_FORWARDING", "true");
        environment.put("QUARKUS_HTTP_PROXY_ALLOW_X_FORWARDED", "true");
        environment.put("QUARKUS_HTTP_PROXY_ENABLE_FORWARDED_HOST", "true");
        environment.put("QUARKUS_HTTP_PROXY_TRUSTED_PROXIES", "127.0.0.1");
    }

    /// Whoever runs the stack on this machine is its first owner, by a password that lasts.
    private void addBootstrap(Map<String, String> environment) {
        environment.put("LATCHKEY_BOOTSTRAP_ORG", "acme");
        environment.put("LATCHKEY_BOOTSTRAP_ORG_NAME", "Acme");
        environment.put("LATCHKEY_BOOTSTRAP_OWNER_EMAIL", "owner@acme.example");
        environment.put("LATCHKEY_BOOTSTRAP_KEEP_PASSWORD", "true");
        environment.put(
                "LATCHKEY_BOOTSTRAP_MADE_PASSWORD_FILE", founding.password().toString());
        environment.put("LATCHKEY_BOOTSTRAP_FOUNDED_FILE", founding.facts().toString());
        environment.put("LATCHKEY_SESSION_KEYS_FILE", secrets.sessionKey().toString());
        environment.put("LATCHKEY_PASSWORD_PEPPER_FILE", secrets.pepper().toString());
    }

    private void addServers(Map<String, String> environment, ServiceName service) {
        var database = service.database();
        environment.put("QUARKUS_DATASOURCE_JDBC_URL", postgres.jdbcUrl(database));
        environment.put("QUARKUS_DATASOURCE_REACTIVE_URL", postgres.url(database));
        environment.put("QUARKUS_DATASOURCE_USERNAME", EmbeddedPostgres.USER);
        environment.put("QUARKUS_DATASOURCE_PASSWORD", postgres.password());
        environment.put("KAFKA_BOOTSTRAP_SERVERS", kafka);
        // A killed consumer keeps its partitions for as long as its session: 45 s by default.
        environment.put("KAFKA_SESSION_TIMEOUT_MS", "6000");
    }

    private void addIdentity(Map<String, String> environment, ServiceName service) {
        environment.put("LATCHKEY_IDENTITY_ISSUER", identity.issuer());
        environment.put("LATCHKEY_IDENTITY_JWKS", identity.jwks().toString());
        environment.put("LATCHKEY_IDENTITY_TOKENS", identity.tokensOf(service).toString());
        environment.put("LATCHKEY_CURSOR_KEY_FILE", secrets.cursorKey().toString());
        if (service == ServiceName.TOKEN) {
            environment.put("LATCHKEY_KEYS_KEK_FILE", secrets.kek().toString());
        }
    }
}
