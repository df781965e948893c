package dev.latchkey.token.openapi;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.token.ServiceTest;
import dev.latchkey.token.SessionServiceStandIn;
import dev.latchkey.token.Stack;
import io.quarkus.test.common.http.TestHTTPResource;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The description of the API: complete, true, and the one that stands in the repository.
@ServiceTest
class OpenApiTest {
    private static final Path PUBLISHED = Path.of("..", "docs", "openapi", "token-service.yaml");

    /// Operations whose answers are not held against the description here, each with the reason.
    /// Described, and not yet held against an answer: docs/status.md names the gap.
    private static final Set<String> NOT_HELD_YET = Set.of(
            "GET /v1/forward-auth",
            "GET /v1/tokens/keys",
            "GET /v1/tokens/{id}/rotation",
            "GET /v1/whoami",
            "PATCH /v1/tokens/{id}",
            "POST /v1/leaks",
            "POST /v1/leaks/github",
            "POST /v1/tokens/bulk",
            "POST /v1/tokens/keys/rotate",
            "POST /v1/tokens/keys/{generation}/retire",
            "POST /v1/tokens/{id}/resume",
            "POST /v1/tokens/{id}/revoke",
            "POST /v1/tokens/{id}/rotate",
            "POST /v1/tokens/{id}/suspend",
            "POST /v1/verify",
            "POST /v1/verify/batch",
            "PUT /v1/tokens/{id}/restrictions");

    private final Stack stack = Stack.create();
    private String owner = "";

    @TestHTTPResource(value = "/", management = true)
    String management = "";

    @BeforeEach
    void mintOwner() {
        owner = stack.owner();
    }

    private Description description() {
        return new Description(given().get(management + "openapi?format=json")
                .then()
                .statusCode(200)
                .extract()
                .asString());
    }

    /// Written anew with `-Dlatchkey.openapi.write=true`.
    @Test
    void thePublishedDescriptionIsTheServices() throws IOException {
        // when
        var served = given().get(management + "openapi?format=yaml").asString();

        // then
        if (Boolean.getBoolean("latchkey.openapi.write")) {
            Files.createDirectories(PUBLISHED.getParent());
            Files.writeString(PUBLISHED, served);
        }
        assertThat(Files.readString(PUBLISHED)).isEqualTo(served);
    }

    @Test
    void everyOperationIsDescribedWhole() {
        // given
        var description = description();
        var missing = new TreeSet<String>();

        // when
        for (var name : description.operations()) {
            var operation = description.operation(name);
            if (operation.path("summary").asText().isEmpty()) {
                missing.add(name + ": summary");
            }
            if (operation.path("tags").isEmpty()) {
                missing.add(name + ": tag");
            }
            if (!name.contains("/leaks") && !operation.path("responses").has("401")) {
                missing.add(name + ": 401");
            }
            if (operation.has("requestBody") && !operation.path("responses").has("400")) {
                missing.add(name + ": 400");
            }
            operation.path("responses").properties().forEach(response -> {
                var shape = response.getValue().path("content");
                if (response.getValue().path("description").asText().isEmpty()) {
                    missing.add(name + ": description of " + response.getKey());
                }
                // what a proxy asks for is all in the headers
                if (!name.equals("GET /v1/forward-auth")
                        && !response.getKey().equals("204")
                        && shape.findValue("schema") == null) {
                    missing.add(name + ": shape of " + response.getKey());
                }
            });
        }

        // then
        assertThat(missing).isEmpty();
    }

    @Test
    void realAnswersAreAsDescribed() {
        // given
        var description = description();

        // when
        records(description);

        // then
        var rest = new ArrayList<>(description.operations());
        rest.removeAll(description.exercised());
        rest.removeAll(NOT_HELD_YET);
        assertThat(rest).as("operations held against no answer").isEmpty();
    }

    private void records(Description description) {
        var minting =
                Map.<String, Object>of("org", stack.org(), "name", "ci", "access", "read", "resource", "apps/web");
        var minted = description.describes("POST /v1/tokens", 201, Stack.post(owner, "/v1/tokens", minting));
        description.describes("POST /v1/tokens", 400, Stack.post(owner, "/v1/tokens", Map.of("name", "")));
        description.describes("POST /v1/tokens", 401, Stack.post("lkp_Ag", "/v1/tokens", minting));
        description.describes("POST /v1/tokens", 403, Stack.post(minted.path("token"), "/v1/tokens", Map.of()));
        description.describes("POST /v1/tokens", 422, reused(minting));
        tied(description);
        description.describes("GET /v1/tokens", 200, Stack.get(owner, "/v1/tokens?org=" + stack.org()));
        String one = "/v1/tokens/" + minted.path("id");
        description.describes("GET /v1/tokens/{id}", 200, Stack.get(owner, one));
        description.describes("GET /v1/tokens/{id}", 404, Stack.get(owner, "/v1/tokens/tok_x"));
        description.describes("GET /v1/tokens/{id}/leaks", 200, Stack.get(owner, one + "/leaks"));
        var identify = "/v1/tokens/identify";
        String text = minted.path("token");
        description.describes(
                "POST " + identify, 200, Stack.post(owner, identify, Map.of("token", text.substring(0, 120))));
        description.describes("POST " + identify, 400, Stack.post(owner, identify, Map.of("token", "lkp_")));
        var narrow = "/v1/tokens/narrow";
        description.describes(
                "POST " + narrow, 200, Stack.post(text, narrow, Map.of("ttl", "PT1H", "ip", List.of("::/0"))));
        description.describes("POST " + narrow, 400, Stack.post(text, narrow, Map.of("ttl", "1h")));
    }

    /// A token that hangs on a login, where it is presented without its discharge, and by one whose key nobody names.
    private void tied(Description description) {
        var minting = Map.<String, Object>of("org", stack.org(), "name", "tied", "access", "read", "live_login", true);
        var minted = description.describes("POST /v1/tokens", 201, Stack.post(owner, "/v1/tokens", minting));
        description.describes("POST /v1/tokens", 401, Stack.post(minted.path("token"), "/v1/tokens", Map.of()));
        SessionServiceStandIn.answers("");
        try {
            description.describes("POST /v1/tokens", 503, Stack.post(owner, "/v1/tokens", minting));
        } finally {
            SessionServiceStandIn.recovers();
        }
    }

    private Response reused(Map<String, Object> minting) {
        var key = Stack.word(12);
        keyed(key, Map.of("org", stack.org(), "name", "one", "access", "read"))
                .then()
                .statusCode(201);
        return keyed(key, minting);
    }

    private Response keyed(String key, Map<String, Object> body) {
        return given().header("Authorization", "Bearer " + owner)
                .header("Idempotency-Key", key)
                .contentType(ContentType.JSON)
                .body(body)
                .post("/v1/tokens");
    }
}
