package dev.latchkey.local;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/// A service as the launcher sees one: a process that takes its settings from the environment, says when it is ready,
/// mints, verifies, and ends when its standard input does. It misbehaves by files beside its jar: `die`, `die-once`
/// and `refuse`.
final class StandInService {
    private static final AtomicInteger MINTS = new AtomicInteger();

    private StandInService() {}

    public static void main(String[] arguments) throws IOException {
        if (told("die") || Files.deleteIfExists(beside("die-once"))) {
            System.exit(3);
        }
        var service = listen("QUARKUS_HTTP_PORT");
        service.createContext("/", exchange -> answer(exchange, 200, environment()));
        service.createContext("/internal/v1/tokens", StandInService::mint);
        service.createContext("/v1/verify", exchange -> answer(exchange, 200, "{\"allowed\":" + !told("refuse") + "}"));
        service.start();
        var management = listen("QUARKUS_MANAGEMENT_PORT");
        management.createContext("/q/health/ready", exchange -> answer(exchange, 200, "{}"));
        management.start();
        System.in.readAllBytes();
        System.exit(0);
    }

    private static void mint(HttpExchange exchange) throws IOException {
        var bearer = exchange.getRequestHeaders().getFirst("Authorization");
        if (bearer == null || bearer.split("\\.", -1).length != 3) {
            answer(exchange, 401, "{}");
        } else if (MINTS.incrementAndGet() == 1) {
            answer(exchange, 404, "{\"type\":\"https://latchkey.dev/problems/unknown-person\"}");
        } else {
            answer(exchange, 201, "{\"token\":\"lkp_" + UUID.randomUUID() + "\"}");
        }
    }

    private static String environment() {
        var text = new StringBuilder();
        new TreeMap<>(System.getenv()).forEach((name, value) -> {
            if (name.matches("(QUARKUS|LATCHKEY|KAFKA)_.*")) {
                text.append(name + "=" + value + "\n");
            }
        });
        return text.toString();
    }

    private static boolean told(String what) {
        return Files.exists(beside(what));
    }

    private static Path beside(String name) {
        return Path.of(System.getProperty("java.class.path")).resolveSibling(name);
    }

    private static HttpServer listen(String port) throws IOException {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(System.getenv(port)));
        return HttpServer.create(address, 0);
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
