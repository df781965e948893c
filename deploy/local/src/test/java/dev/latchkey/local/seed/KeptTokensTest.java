package dev.latchkey.local.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptTokensTest {
    private static final Founding ACME = new Founding("acme", "per_0123456789ab", "owner@acme.example", "password");

    @TempDir
    private Path directory;

    private final List<String> asked = new ArrayList<>();
    private final HttpServer service;
    private int mintStatus = 201;
    private String mintProblem = "";
    private int notYetKnown;
    private boolean allowed = true;

    KeptTokensTest() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void start() throws Exception {
        Files.writeString(directory.resolve("token.jwt"), "a.b.c");
        service.createContext("/internal/v1/tokens", this::mint);
        service.createContext("/v1/verify", exchange -> answer(exchange, 200, "{\"allowed\":" + allowed + "}"));
        service.start();
    }

    @AfterEach
    void stop() {
        service.stop(0);
    }

    @Test
    void theFirstTokensAreMintedForTheOwnerAndKeptForTheOwnersEyes() throws Exception {
        // when
        var tokens = kept().of(ACME);

        // then
        assertThat(tokens).isEqualTo(new FirstTokens("lkp_1", "lkp_2"));
        assertThat(asked.getFirst())
                .startsWith("Bearer a.b.c {\"org\":\"acme\",\"person\":\"per_0123456789ab\",\"kind\":\"personal\"")
                .contains("\"access\":\"write\",\"resource\":null,\"ttl\":\"P90D\"");
        assertThat(asked.getLast()).contains("\"access\":\"read\",\"resource\":\"latchkey/verify\"");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("tokens.json"))))
                .isEqualTo("rw-------");
    }

    @Test
    void aPersonWhoIsNotKnownYetIsWaitedFor() throws Exception {
        // given
        notYetKnown = 3;

        // when
        var tokens = kept().of(ACME);

        // then
        assertThat(tokens.owner()).isEqualTo("lkp_4");
    }

    @Test
    void tokensThatStillWorkAreKept() throws Exception {
        // given
        var first = kept().of(ACME);

        // when
        var second = kept().of(ACME);

        // then
        assertThat(second).isEqualTo(first);
        assertThat(asked.getLast())
                .startsWith("Bearer lkp_2 {\"token\":\"lkp_1\"")
                .contains("\"org\":\"acme\",\"access\":\"write\"");
    }

    @Test
    void tokensThatAreRefusedAreMintedAnew() throws Exception {
        // given
        kept().of(ACME);
        allowed = false;

        // when
        var second = kept().of(ACME);

        // then
        assertThat(second).isEqualTo(new FirstTokens("lkp_4", "lkp_5"));
    }

    @Test
    void aRefusedMintIsASentenceWithoutSecrets() {
        // given
        mintStatus = 401;
        mintProblem = "https://latchkey.dev/problems/unauthorized";

        // when, then
        assertThatIOException()
                .isThrownBy(() -> kept().of(ACME))
                .withMessage("token-service does not mint the owner token: status 401, "
                        + "https://latchkey.dev/problems/unauthorized");
    }

    @Test
    void tokensDoNotPrint() {
        assertThat(new FirstTokens("lkp_1", "lkp_2")).hasToString("FirstTokens[••••]");
    }

    private KeptTokens kept() {
        var address = URI.create("http://127.0.0.1:" + service.getAddress().getPort());
        var door = new TokenDoor(HttpClient.newHttpClient(), address, directory.resolve("token.jwt"));
        return new KeptTokens(directory.resolve("tokens.json"), door);
    }

    private void mint(HttpExchange exchange) throws IOException {
        var number = asked.size() + 1;
        if (number <= notYetKnown) {
            answer(exchange, 404, "{\"type\":\"https://latchkey.dev/problems/unknown-person\"}");
        } else if (mintStatus == 201) {
            answer(exchange, 201, "{\"token\":\"lkp_" + number + "\"}");
        } else {
            answer(exchange, mintStatus, "{\"type\":\"" + mintProblem + "\"}");
        }
    }

    private void answer(HttpExchange exchange, int status, String body) throws IOException {
        try (exchange) {
            asked.add(exchange.getRequestHeaders().getFirst("Authorization") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
