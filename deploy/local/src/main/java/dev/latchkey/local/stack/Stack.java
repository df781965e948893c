package dev.latchkey.local.stack;

import static java.util.Objects.requireNonNull;

import dev.latchkey.embedded.EmbeddedPostgres;
import dev.latchkey.embedded.KeptPorts;
import dev.latchkey.embedded.PrivateFile;
import dev.latchkey.embedded.identity.SecretFiles;
import dev.latchkey.embedded.identity.ServiceIdentityIssuer;
import dev.latchkey.events.ServiceName;
import dev.latchkey.local.Console;
import dev.latchkey.local.Installation;
import dev.latchkey.local.gateway.Gateway;
import dev.latchkey.local.seed.DirectoryPublisher;
import dev.latchkey.local.seed.FirstTokens;
import dev.latchkey.local.seed.Founding;
import dev.latchkey.local.seed.KeptTokens;
import dev.latchkey.local.seed.TokenDoor;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The whole stack on one data folder: PostgreSQL, Kafka, the services and the gateway. Closing it stops what has
/// started, in the reverse order, however far the start had come.
public final class Stack implements AutoCloseable {
    private static final String ISSUER = "https://identity.latchkey.local";
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(2);

    private final Installation installation;
    private final Path data;
    private final Size size;
    private final Console console;
    private final Clock clock;
    private final Parts parts = new Parts();
    private @Nullable Gateway gateway;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_LIMIT)
            .build();

    /// How large the stack is, and where it listens.
    ///
    /// @param port where the gateway listens
    /// @param verifiers how many token-services run side by side
    public record Size(int port, int verifiers) {}

    /// @param data a folder that this process holds
    public Stack(Installation installation, Path data, Size size, Console console, Clock clock) {
        this.installation = installation;
        this.data = data;
        this.size = size;
        this.console = console;
        this.clock = clock;
    }

    /// Where clients reach the stack.
    public String url() {
        return "http://localhost:" + size.port();
    }

    /// The facts for scripts.
    public Path stackFile() {
        return data.resolve("stack.json");
    }

    /// Takes the gateway's port, before anything is started behind it and before anything is deleted. Whoever asks
    /// there learns that the stack is starting.
    ///
    /// @throws IOException with a sentence for the operator, when the port is taken or the route table is not one
    public void takePort() throws IOException {
        var names = Installation.SERVICES.stream().map(ServiceName::account).collect(Collectors.toSet());
        gateway = parts.add(Gateway.start(size.port(), installation.routes(), names));
    }

    /// Starts everything, keeps it running, and returns only by an exception: interrupted, or broken for good. The port
    /// is taken by then.
    ///
    /// @param whenReady runs once the stack can be used
    /// @throws IOException with a sentence for the operator
    public void run(Runnable whenReady) throws IOException, InterruptedException {
        StackFile.remove(stackFile());
        PrivateFile.directory(data.resolve("logs"));
        EmbeddedPostgres.stopOrphan(data.resolve("postgres"));
        var ports = KeptPorts.in(data.resolve("ports.properties"));
        var addresses = addresses(ports);
        var programs = Programs.copy(installation, data.resolve("programs"));
        var servers = parts.add(new Servers(data, ports, console, clock));
        servers.start();
        var identity = parts.add(
                        new RenewedIdentity(ServiceIdentityIssuer.open(data.resolve("identity"), ISSUER, clock)))
                .issuer();
        var services = parts.add(services(programs, servers, identity, addresses));
        services.start(addresses);
        var founding = Founding.in(data.resolve("founding.json"), new SecureRandom(), clock.instant());
        DirectoryPublisher.publish(founding, servers.kafka());
        services.awaitReady();
        var tokens = tokens(founding, identity, addresses);
        openGateway(addresses);
        publishFacts(new StackFile.Facts(url(), founding, tokens, addresses, servers));
        whenReady.run();
        services.supervise();
    }

    private List<ServiceAddress> addresses(KeptPorts ports) throws IOException {
        var addresses = new ArrayList<ServiceAddress>();
        for (var service : Installation.SERVICES) {
            var replicas = service == ServiceName.TOKEN ? size.verifiers() : 1;
            for (var replica = 1; replica <= replicas; replica++) {
                addresses.add(ServiceAddress.of(service, replica, ports));
            }
        }
        return addresses;
    }

    private void openGateway(List<ServiceAddress> addresses) {
        var origins = addresses.stream()
                .collect(Collectors.groupingBy(
                        ServiceAddress::account, Collectors.mapping(ServiceAddress::port, Collectors.toList())));
        requireNonNull(gateway, "the port is not taken").open(origins);
    }

    private Services services(
            Programs programs, Servers servers, ServiceIdentityIssuer identity, List<ServiceAddress> addresses)
            throws IOException {
        var environment = new ServiceEnvironment(
                url(),
                servers.postgres(),
                servers.kafka(),
                identity,
                SecretFiles.in(data.resolve("secrets")),
                addresses);
        return new Services(programs, environment, data.resolve("logs"), http, console, clock);
    }

    private FirstTokens tokens(Founding founding, ServiceIdentityIssuer identity, List<ServiceAddress> addresses)
            throws IOException, InterruptedException {
        var begin = clock.instant();
        var tokenService = addresses.stream()
                .filter(address -> address.name() == ServiceName.TOKEN)
                .findFirst()
                .orElseThrow();
        var door = new TokenDoor(
                http, tokenService.url(), identity.tokensOf(ServiceName.SESSION).resolve("token.jwt"));
        var tokens = new KeptTokens(data.resolve("tokens.json"), door).of(founding);
        console.up("org " + founding.org(), founding.person(), Duration.between(begin, clock.instant()));
        return tokens;
    }

    private void publishFacts(StackFile.Facts facts) throws IOException {
        parts.add(() -> StackFile.remove(stackFile()));
        StackFile.write(stackFile(), facts);
    }

    @Override
    public void close() {
        // An interrupt has done its work by now, and must not cut short what follows.
        Thread.interrupted();
        parts.close();
        http.close();
    }
}
