package dev.latchkey.infrastructure;

import dev.latchkey.events.ServiceName;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// Configures the service under test for the running infrastructure.
///
/// Register it with `@WithTestResource(value = LatchkeyTestResource.class, scope = GLOBAL, initArgs =
/// @ResourceArg(name = "database", value = "token"))`; any narrower scope restarts Quarkus for each class. Addresses of
/// other services are the test's own business.
public final class LatchkeyTestResource implements QuarkusTestResourceLifecycleManager {
    private ServiceName service = ServiceName.TOKEN;

    /// @param arguments `database`: `token`, `oauth`, `session` or `audit`
    @Override
    public void init(Map<String, String> arguments) {
        var name = arguments.getOrDefault("database", service.slug());
        service = ServiceName.valueOf(name.toUpperCase(Locale.ROOT));
    }

    @Override
    public Map<String, String> start() {
        var running = RunningInfrastructure.get();
        var configuration = new HashMap<String, String>();
        configuration.put("quarkus.http.host", "127.0.0.1");
        configuration.put("quarkus.http.test-port", "0");
        configuration.put("quarkus.management.host", "127.0.0.1");
        configuration.put("quarkus.management.test-port", "0");
        configuration.put("quarkus.datasource.jdbc.url", running.jdbcUrl(service));
        configuration.put("quarkus.datasource.reactive.url", running.url(service));
        configuration.put("quarkus.datasource.username", running.user());
        configuration.put("quarkus.datasource.password", running.password());
        configuration.put("kafka.bootstrap.servers", running.kafka());
        configuration.put("latchkey.public-url", "http://localhost:8080");
        addIdentity(running, configuration);
        for (var category : QuietLogs.categories()) {
            configuration.put("quarkus.log.category.\"" + category + "\".level", "WARN");
        }
        return configuration;
    }

    private void addIdentity(RunningInfrastructure running, Map<String, String> configuration) {
        var identity = running.identity();
        configuration.put("latchkey.identity.issuer", identity.issuer());
        configuration.put("latchkey.identity.jwks", identity.jwks().toString());
        configuration.put("latchkey.identity.tokens", identity.tokensOf(service).toString());
        configuration.put(
                "latchkey.cursor.key-file", running.secrets().cursorKey().toString());
        if (service == ServiceName.TOKEN) {
            configuration.put("latchkey.keys.kek-file", running.secrets().kek().toString());
        }
        if (service == ServiceName.SESSION) {
            configuration.put(
                    "latchkey.session-keys.file", running.secrets().sessionKey().toString());
        }
    }

    /// The infrastructure outlives the service under test: the next profile or module goes on with it.
    @Override
    public void stop() {}
}
