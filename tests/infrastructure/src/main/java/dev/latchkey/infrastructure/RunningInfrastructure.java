package dev.latchkey.infrastructure;

import dev.latchkey.embedded.identity.SecretFiles;
import dev.latchkey.embedded.identity.ServiceIdentityIssuer;
import dev.latchkey.events.ServiceName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.testcontainers.DockerClientFactory;

/// The one infrastructure of this JVM, started by the first who asks and running until the JVM ends.
///
/// Quarkus loads test resources once per class loader, so what is shared is kept in system properties, not statics.
public final class RunningInfrastructure {
    private static final String SHARED = "latchkey.test.running.";
    private static final String ISSUER = "https://identity.latchkey.test";

    private final ServiceIdentityIssuer identity;
    private final SecretFiles secrets;

    private RunningInfrastructure(Path directory) throws IOException {
        this.identity = ServiceIdentityIssuer.open(directory.resolve("identity"), ISSUER, Clock.systemUTC());
        this.secrets = SecretFiles.in(directory.resolve("secrets"));
    }

    /// The running infrastructure; starts it when nobody has.
    public static RunningInfrastructure get() {
        // The monitor must be one object for all class loaders.
        synchronized (Runtime.getRuntime()) {
            try {
                if (System.getProperty(SHARED + "directory") == null) {
                    start();
                }
                return new RunningInfrastructure(Path.of(fact("directory")));
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }

    private static void start() throws IOException {
        QuietLogs.apply();
        var choice = Choice.of(
                System.getProperty(Choice.PROPERTY, "auto"),
                () -> DockerClientFactory.instance().isDockerAvailable());
        System.out.println(choice.sentence());
        var directory = Files.createTempDirectory("latchkey-test-");
        Cleaner.watch(directory);
        var infrastructure = switch (choice.provider()) {
            case EMBEDDED -> new EmbeddedInfrastructure(directory);
            case CONTAINERS -> new ContainerInfrastructure();
        };
        try {
            infrastructure.start();
        } catch (IOException failed) {
            infrastructure.stop();
            throw failed;
        }
        for (var service : ServiceName.values()) {
            System.setProperty(SHARED + service.slug(), infrastructure.url(service));
        }
        System.setProperty(SHARED + "user", infrastructure.user());
        System.setProperty(SHARED + "password", infrastructure.password());
        System.setProperty(SHARED + "kafka", infrastructure.kafka());
        System.setProperty(SHARED + "directory", directory.toString());
    }

    private static String fact(String name) {
        return System.getProperty(SHARED + name, "");
    }

    /// `postgresql://host:port/database`: the database of a service, as the reactive client takes it.
    public String url(ServiceName service) {
        return fact(service.slug());
    }

    /// The same for JDBC.
    public String jdbcUrl(ServiceName service) {
        return "jdbc:" + url(service);
    }

    public String user() {
        return fact("user");
    }

    public String password() {
        return fact("password");
    }

    /// `host:port` of the broker.
    public String kafka() {
        return fact("kafka");
    }

    ServiceIdentityIssuer identity() {
        return identity;
    }

    SecretFiles secrets() {
        return secrets;
    }
}
