package dev.latchkey.token;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.latchkey.access.LiveLogin;
import dev.latchkey.access.Narrowing;
import dev.latchkey.access.OpenTicket;
import dev.latchkey.access.PersonId;
import dev.latchkey.access.SessionId;
import dev.latchkey.access.TicketOpening;
import dev.latchkey.access.TicketPrivateKey;
import dev.latchkey.access.Tickets;
import dev.latchkey.access.Token;
import dev.latchkey.access.TokenReading;
import dev.latchkey.access.TokenText;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;

/// Names the key of tickets as session-service would, or fails as it might; and vouches for whomever a test wants.
public final class SessionServiceStandIn implements QuarkusTestResourceLifecycleManager {
    private static final TicketPrivateKey KEY = TicketPrivateKey.of("0123456789abcdef0123456789abcdef".getBytes(UTF_8));
    private static final String URL = "quarkus.rest-client.session.url";

    private final HttpServer server = open();
    private volatile String answer = answer();

    private static String answer() {
        return """
                {"keys":[{"kid":"00000000","public_key":"%s","current":false},
                 {"kid":"%s","public_key":"%s","current":true,"later":1}]}""".formatted(
                KEY.publicKey().value(), KEY.publicKey().kid(), KEY.publicKey().value());
    }

    /// From now on it answers this, or with 503 if it is empty.
    public static void answers(String text) {
        given().baseUri(ConfigProvider.getConfig().getValue(URL, String.class))
                .body(text)
                .put("/answer")
                .then()
                .statusCode(204);
    }

    /// From now on it answers as it should.
    public static void recovers() {
        answers(answer());
    }

    /// Opens the only ticket of a token.
    public static OpenTicket opened(String token) {
        var ticket = token(token).tickets().getFirst();
        return switch (new Tickets(List.of(KEY)).open(ticket)) {
            case TicketOpening.Opened(OpenTicket open) -> open;
            case TicketOpening other -> throw new AssertionError("not opened: " + other);
        };
    }

    /// A discharge of the only ticket of a token, by this login, bound and good for five minutes.
    public static String discharge(String token, SessionId session) {
        return opened(token)
                .discharge(Instant.now().plusSeconds(300), session)
                .bindTo(token(token))
                .text();
    }

    /// A copy of a token that its holder has tied to a login of this person, without asking anybody.
    public static String tied(String token, String person) {
        var login = new LiveLogin(KEY.publicKey(), PersonId.parsePublic(person).orElseThrow());
        return Narrowing.of(token(token)).whileLoggedIn(login).narrow().text();
    }

    public static Token token(String text) {
        return switch (TokenText.read(text)) {
            case TokenReading.Whole(Token token) -> token;
            case TokenReading other -> throw new AssertionError("not whole: " + other);
        };
    }

    @Override
    public Map<String, String> start() {
        server.createContext("/v1/discharges/keys", this::keys);
        server.createContext("/answer", this::set);
        server.start();
        return Map.of(URL, "http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void keys(HttpExchange exchange) throws IOException {
        var bytes = answer.getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(bytes.length == 0 ? 503 : 200, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void set(HttpExchange exchange) throws IOException {
        answer = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
    }

    private static HttpServer open() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void stop() {
        server.stop(0);
    }
}
