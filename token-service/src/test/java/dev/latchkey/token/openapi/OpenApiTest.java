package dev.latchkey.token.openapi;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.token.ServiceTest;
import dev.latchkey.token.Stack;
import io.quarkus.test.common.http.TestHTTPResource;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The description of the API: complete, true, and the one that stands in the repository.
@ServiceTest
class OpenApiTest {
    private static final Path PUBLISHED = Path.of("..", "docs", "openapi", "token-service.yaml");

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
    void everyExampleIsOfTheShapeThatIsDescribed() {
        assertThat(description().badExamples()).isEmpty();
    }

    @Test
    void realAnswersAreAsDescribed() {
        // given
        var description = description();

        // when
        records(description);
        changes(description);
        keys(description);
        verdicts(description);
        leaks(description);

        // then
        var rest = new ArrayList<>(description.operations());
        rest.removeAll(description.exercised());
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

    private void changes(Description description) {
        var token = stack.minted(owner);
        var one = "/v1/tokens/" + token.id();
        var tag = Stack.get(owner, one).header("ETag");
        var rename = "PATCH /v1/tokens/{id}";
        description.describes(rename, 200, edit(tag, Map.of("name", "new")).patch(one));
        description.describes(rename, 412, edit(tag, Map.of("name", "newer")).patch(one));
        description.describes(rename, 400, edit("7", Map.of("name", "newer")).patch(one));
        var restrict = "PUT /v1/tokens/{id}/restrictions";
        var caveats = Map.<String, Object>of("caveats", List.of("access = read"));
        description.describes(restrict, 200, edit("*", caveats).put(one + "/restrictions"));
        description.describes(
                restrict, 400, edit("*", Map.of("caveats", List.of("x"))).put(one + "/restrictions"));
        description.describes("POST /v1/tokens/{id}/suspend", 200, act(one + "/suspend"));
        description.describes("POST /v1/tokens/{id}/suspend", 409, act(one + "/suspend"));
        description.describes("POST /v1/tokens/{id}/resume", 200, act(one + "/resume"));
        description.describes("POST /v1/tokens/{id}/resume", 409, act(one + "/resume"));
        description.describes("POST /v1/tokens/{id}/rotate", 201, act(one + "/rotate"));
        description.describes("POST /v1/tokens/{id}/rotate", 409, act(one + "/rotate"));
        description.describes("GET /v1/tokens/{id}/rotation", 200, Stack.get(owner, one + "/rotation"));
        description.describes("POST /v1/tokens/{id}/revoke", 200, act(one + "/revoke?wait=true"));
        description.describes("POST /v1/tokens/{id}/revoke", 409, act(one + "/revoke"));
        description.describes("POST /v1/tokens/{id}/revoke", 400, act(one + "/revoke?wait=maybe"));
        var other = stack.minted(owner);
        description.describes("POST /v1/tokens/{id}/revoke", 200, act("/v1/tokens/" + other.id() + "/revoke"));
        var bulk = Map.<String, Object>of(
                "action",
                "revoke",
                "ids",
                List.of(token.id(), stack.minted(owner).id()));
        description.describes("POST /v1/tokens/bulk", 200, Stack.post(owner, "/v1/tokens/bulk", bulk));
        description.describes(
                "POST /v1/tokens/bulk", 400, Stack.post(owner, "/v1/tokens/bulk", Map.of("action", "mend")));
    }

    private void keys(Description description) {
        var keys = "/v1/tokens/keys";
        description.describes("GET " + keys, 200, Stack.get(owner, keys + "?org=" + stack.org()));
        description.describes("POST " + keys + "/rotate", 201, act(keys + "/rotate"));
        description.describes("POST " + keys + "/{generation}/retire", 409, act(keys + "/2/retire"));
        description.describes("POST " + keys + "/{generation}/retire", 404, act(keys + "/9/retire"));
    }

    private void verdicts(Description description) {
        var verifier = stack.verifier();
        var token = stack.minted(owner).text();
        var read = Map.of("org", stack.org(), "access", "read", "resource", "apps/web");
        var write = Map.of("org", stack.org(), "access", "write");
        var verify = "POST /v1/verify";
        for (var request : List.of(read, write)) {
            var question = Map.<String, Object>of("token", token, "request", request);
            description.describes(verify, 200, Stack.post(verifier, "/v1/verify", question));
        }
        description.describes(verify, 400, Stack.post(verifier, "/v1/verify", Map.of("token", token)));
        description.describes(verify, 401, Stack.post("lkp_", "/v1/verify", Map.of()));
        var items = List.of(
                Map.of("token", token, "request", read),
                Map.of("token", token, "request", write),
                Map.of("token", "lkp_Ag", "request", read));
        description.describes(
                "POST /v1/verify/batch", 200, Stack.post(verifier, "/v1/verify/batch", Map.of("items", items)));
        description.describes(
                "POST /v1/verify/batch", 400, Stack.post(verifier, "/v1/verify/batch", Map.of("items", List.of())));
        description.describes("GET /v1/whoami", 200, Stack.get(token, "/v1/whoami"));
        description.describes("GET /v1/whoami", 401, Stack.get("lkp_", "/v1/whoami"));
        var door = "GET /v1/forward-auth";
        description.describes(door, 200, ask(verifier, token, "GET"));
        description.describes(door, 401, ask(verifier, "lkp_", "GET"));
        description.describes(door, 403, ask(verifier, token, "POST"));
    }

    private Response ask(String door, String token, String method) {
        return given().header("Latchkey-Door", door)
                .header("Authorization", "Bearer " + token)
                .header("X-Forwarded-Method", method)
                .header("X-Forwarded-Uri", "/apps/web")
                .get("/v1/forward-auth?proxy=traefik&org=" + stack.org() + "&resource=(1*)");
    }

    private void leaks(Description description) {
        var leaked = stack.minted(owner).text();
        var report = "POST /v1/leaks";
        description.describes(report, 202, anybody(Map.of("tokens", List.of(leaked)), "/v1/leaks"));
        description.describes(report, 400, anybody(Map.of("tokens", "x"), "/v1/leaks"));
        description.describes("POST /v1/leaks/github", 400, anybody(List.of(), "/v1/leaks/github"));
    }

    private static Response anybody(Object body, String path) {
        return given().contentType(ContentType.JSON).body(body).post(path);
    }

    private Response act(String path) {
        return Stack.post(owner, path, Map.of());
    }

    private RequestSpecification edit(String tag, Map<String, Object> body) {
        return given().header("Authorization", "Bearer " + owner)
                .header("If-Match", tag)
                .contentType(ContentType.JSON)
                .body(body);
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
