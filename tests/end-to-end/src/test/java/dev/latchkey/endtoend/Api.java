package dev.latchkey.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/// The public API, as the owner and as a service that verifies tokens.
final class Api {
    static final String IP = "203.0.113.7";
    static final String AGENT = "curl/8.5";

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final String url;
    private final String owner;
    private final String verifier;

    Api(JsonNode facts) {
        this(facts, facts.path("url").asText());
    }

    /// @param url of the gateway, or of one service
    Api(JsonNode facts, String url) {
        this.url = url;
        this.owner = facts.path("owner_token").asText();
        this.verifier = facts.path("verifier_token").asText();
    }

    private Api(String url, String owner, String verifier) {
        this.url = url;
        this.owner = owner;
        this.verifier = verifier;
    }

    /// The same people at another address than the gateway's.
    Api at(String address) {
        return new Api(address, owner, verifier);
    }

    /// @param body missing where the answer is not JSON
    record Answer(int status, JsonNode body) {}

    /// A token as the answer that minted it shows it.
    record Minted(String id, String hint, String text) {
        @Override
        public String toString() {
            return "Minted[" + id + "]";
        }
    }

    /// Asks for a personal token that may read `apps/web`.
    Answer tryMint(String name) {
        var body = JSON.createObjectNode()
                .put("org", "acme")
                .put("kind", "personal")
                .put("name", name)
                .put("access", "read")
                .put("resource", "apps/web")
                .put("ttl", "P1D");
        return post("/v1/tokens", body.toString());
    }

    /// Mints a personal token that may read `apps/web`.
    Minted mint(String name) {
        return minted(tryMint(name));
    }

    static Minted minted(Answer answer) {
        if (answer.status() != 201) {
            throw new IllegalStateException("minting was answered with " + answer.status());
        }
        var body = answer.body();
        return new Minted(
                body.path("id").asText(),
                body.path("hint").asText(),
                body.path("token").asText());
    }

    /// Asks whether a token may do something to `apps/web/deploys`.
    Answer verify(String token, String access) {
        return verify(token, access, "apps/web/deploys");
    }

    Answer verify(String token, String access, String resource) {
        var body = JSON.createObjectNode().put("token", token);
        body.putObject("request")
                .put("org", "acme")
                .put("resource", resource)
                .put("access", access)
                .put("method", "GET")
                .put("ip", IP)
                .put("user_agent", AGENT);
        body.putArray("discharges");
        return send(verifier, "POST", "/v1/verify", body.toString());
    }

    /// Asks several such questions at once.
    Answer verifyBatch(String questions) {
        return send(verifier, "POST", "/v1/verify/batch", questions);
    }

    /// Asks as a reverse proxy in front of an application whose paths are resources; answers the status.
    int forwardAuth(String token, String method, String target) {
        var request = HttpRequest.newBuilder(
                        URI.create(url + "/v1/forward-auth?proxy=traefik&org=acme&resource=(1*)&ip=x-real-ip"))
                .timeout(LIMIT)
                .header("Latchkey-Door", verifier)
                .header("Authorization", "Bearer " + token)
                .header("X-Forwarded-Method", method)
                .header("X-Forwarded-Uri", target)
                .header("X-Real-IP", IP)
                .build();
        try {
            return HTTP.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }

    /// GET as the owner.
    Answer get(String path) {
        return send(owner, "GET", path, "");
    }

    /// POST as the owner.
    Answer post(String path, String body) {
        return send(owner, "POST", path, body);
    }

    Answer send(String bearer, String method, String path, String body) {
        var request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(LIMIT)
                .header("Authorization", "Bearer " + bearer)
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        try {
            var response = HTTP.send(request, BodyHandlers.ofString());
            var type = response.headers().firstValue("Content-Type").orElse("");
            return new Answer(
                    response.statusCode(),
                    type.contains("json") ? JSON.readTree(response.body()) : MissingNode.getInstance());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }
}
