package dev.latchkey.local.seed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Asks token-service for the first tokens, as session-service would on the owner's behalf.
public final class TokenDoor {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);
    private static final ObjectMapper JSON = new JsonMapper();

    private final HttpClient http;
    private final URI service;
    private final Path identity;

    /// @param service where token-service listens
    /// @param identity the file with session-service's JWT for token-service
    public TokenDoor(HttpClient http, URI service, Path identity) {
        this.http = http;
        this.service = service;
        this.identity = identity;
    }

    /// What a mint is asked for.
    ///
    /// @param resource what the token is narrowed to, if it is
    private record Wish(String name, String access, Optional<String> resource) {}

    /// Mints both tokens.
    ///
    /// @throws IOException with a sentence for the operator, without any secret
    public FirstTokens mint(Founding founding) throws IOException, InterruptedException {
        return new FirstTokens(
                mint(founding, new Wish("owner", "write", Optional.empty())),
                mint(founding, new Wish("verifier", "read", Optional.of("latchkey/verify"))));
    }

    private String mint(Founding founding, Wish wish) throws IOException, InterruptedException {
        var body = JSON.createObjectNode()
                .put("org", founding.org())
                .put("person", founding.person())
                .put("kind", "personal")
                .put("name", wish.name())
                .put("access", wish.access())
                .put("resource", wish.resource().orElse(null))
                .put("ttl", "P90D");
        var deadline = Instant.now().plus(PATIENCE);
        while (true) {
            var answer = post("internal/v1/tokens", Files.readString(identity), body);
            if (answer.statusCode() == 201) {
                return parse(answer).path("token").asText();
            }
            if (!isNotYetKnown(answer) || Instant.now().isAfter(deadline)) {
                throw new IOException("token-service does not mint the " + wish.name() + " token: status "
                        + answer.statusCode() + ", " + problemOf(answer));
            }
            Thread.sleep(PAUSE);
        }
    }

    /// The directory reaches token-service through Kafka, a moment after it was changed.
    private static boolean isNotYetKnown(HttpResponse<String> answer) {
        var problem = answer.statusCode() == 404 ? problemOf(answer) : "";
        return problem.endsWith("/problems/unknown-org") || problem.endsWith("/problems/unknown-person");
    }

    /// Whether both tokens still do what they are for.
    public boolean accepts(FirstTokens tokens, Founding founding) throws IOException, InterruptedException {
        var body = JSON.createObjectNode().put("token", tokens.owner());
        body.putArray("discharges");
        body.putObject("request")
                .put("org", founding.org())
                .put("access", "write")
                .put("ip", "127.0.0.1")
                .put("user_agent", "latchkey-up");
        var answer = post("v1/verify", tokens.verifier(), body);
        return answer.statusCode() == 200 && parse(answer).path("allowed").asBoolean();
    }

    private HttpResponse<String> post(String path, String bearer, JsonNode body)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(service.resolve("/" + path))
                .timeout(ANSWER_LIMIT)
                .header("Authorization", "Bearer " + bearer.strip())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    private static String problemOf(HttpResponse<String> answer) {
        try {
            return parse(answer).path("type").asText("no problem type");
        } catch (IOException unreadable) {
            return "no problem type";
        }
    }

    /// Jackson's own message would quote the text, and with it a token.
    private static JsonNode parse(HttpResponse<String> answer) throws IOException {
        try {
            return JSON.readTree(answer.body());
        } catch (JsonProcessingException unreadable) {
            throw new IOException("token-service answered status " + answer.statusCode() + " with no JSON");
        }
    }
}
