package dev.latchkey.token.verify;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import dev.latchkey.events.ServiceName;
import dev.latchkey.events.TokenUsed;
import dev.latchkey.events.Topic;
import dev.latchkey.infrastructure.ServiceTokens;
import dev.latchkey.token.Peer;
import dev.latchkey.token.ServiceTest;
import dev.latchkey.token.Stack;
import dev.latchkey.token.Topics;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@ServiceTest
class VerifyBatchTest {
    private final Stack stack = Stack.create();

    @Test
    void eachQuestionIsAnsweredInItsPlace() {
        // given
        var owner = stack.owner();
        var verifier = stack.verifier();
        var reader = stack.minted(owner);
        var writer = stack.minted(owner, "access", "write");
        var items = List.of(
                item(reader.text(), "write"),
                item(writer.text(), "write"),
                item("no token", "read"),
                item(Peer.forged(reader.text()), "read"),
                item(reader.text(), "read"));

        // when
        var answer = ask(verifier, items);

        // then
        answer.then()
                .statusCode(200)
                .body("items.allowed", equalTo(List.of(false, true, false, false, true)))
                .body("items[0].reason", equalTo("access-denied"))
                .body("items[1].token.id", equalTo(writer.id()))
                .body("items[2].reason", equalTo("malformed"))
                .body("items[3].reason", equalTo("bad-signature"))
                .body("items[4].token.id", equalTo(reader.id()))
                .body("items[4].effective.org", equalTo(stack.org()));
    }

    @Test
    void upTo256AreAnsweredAndNoMore() {
        // given
        var verifier = stack.verifier();
        var one = item(stack.minted(stack.owner()).text(), "read");

        // when
        var most = ask(verifier, Collections.nCopies(256, one));
        var more = ask(verifier, Collections.nCopies(257, one));
        var none = ask(verifier, List.of());

        // then
        assertThat(most.statusCode()).isEqualTo(200);
        assertThat(most.<List<Boolean>>path("items.allowed")).hasSize(256).containsOnly(true);
        for (var refused : List.of(more, none)) {
            refused.then()
                    .statusCode(400)
                    .body("type", endsWith("/problems/invalid-request"))
                    .body("field", equalTo("items"));
        }
    }

    @Test
    void oneBadItemIsNamedAndNothingIsDecided() {
        // given
        var verifier = stack.verifier();
        var token = stack.minted(stack.owner());
        var good = "{\"token\":\"T\",\"request\":{\"org\":\"*\",\"access\":\"read\",\"ip\":\"198.51.100.66\"}}";
        var expected = Map.ofEntries(
                Map.entry("{\"token\":\"T\",\"request\":{\"org\":\"*\",\"access\":\"admin\"}}", "request.access"),
                Map.entry("{\"token\":\"T\",\"request\":{\"access\":\"read\"}}", "request.org"),
                Map.entry(
                        "{\"token\":\"T\",\"request\":{\"org\":\"*\",\"access\":\"read\",\"ip\":\"x\"}}", "request.ip"),
                Map.entry("{\"token\":\"T\",\"request\":{\"org\":\"*\",\"access\":\"read\",\"a\":1}}", "request.a"),
                Map.entry("{\"request\":{\"org\":\"*\",\"access\":\"read\"}}", "token"),
                Map.entry("{\"token\":\"T\"}", "request"));

        for (var bad : expected.entrySet()) {
            // when
            var body = "{\"items\":[" + String.join(",", good, good, good, bad.getKey(), good) + "]}";
            var answer = raw(verifier, body.replace("\"T\"", "\"" + token.text() + "\""));

            // then
            answer.then().statusCode(400).body("field", equalTo("items[3]." + bad.getValue()));
            assertThat(answer.asString()).doesNotContain(token.text());
        }
        raw(verifier, "{\"items\":[null]}").then().statusCode(400).body("field", equalTo("items[0]"));
        raw(verifier, "{\"items\":3}").then().statusCode(400).body("field", equalTo("items"));
        raw(verifier, "[]").then().statusCode(400).body("field", equalTo("body"));
        raw(verifier, "null").then().statusCode(400).body("field", equalTo("body"));

        // then: a use of the one good question is the first that was told
        ask(verifier, List.of(item(token.text(), "read"))).then().statusCode(200);
        Awaitility.await().untilAsserted(() -> assertThat(used(token)).isNotEmpty());
        assertThat(used(token)).extracting(TokenUsed::ip).containsOnlyNulls();
    }

    @Test
    void anotherOrgsTokenLooksLikeNoToken() {
        // given
        var other = Stack.create();
        var own = stack.minted(stack.owner());
        var foreign = other.minted(other.owner());

        // when
        var answer = ask(stack.verifier(), List.of(item(foreign.text(), "read"), item(own.text(), "read")));

        // then
        answer.then()
                .statusCode(200)
                .body("items[0].allowed", equalTo(false))
                .body("items[0].reason", equalTo("bad-signature"))
                .body("items[1].allowed", equalTo(true));
    }

    @Test
    void onlyWhoMayVerifyMayVerifyMany() {
        // given
        var owner = stack.owner();
        var items = List.of(item(stack.minted(owner).text(), "read"));

        // when
        var broad = ask(owner, items);
        var nobody = given().contentType("application/json")
                .body(Map.of("items", items))
                .post("/v1/verify/batch");
        var inTheTable = ask(ServiceTokens.issue(ServiceName.AUDIT, ServiceName.TOKEN), items);
        var notInIt = ask(ServiceTokens.issue(ServiceName.TOKEN, ServiceName.TOKEN), items);

        // then
        broad.then().statusCode(403).body("type", endsWith("/problems/resource-denied"));
        assertThat(nobody.statusCode()).isEqualTo(401);
        inTheTable.then().statusCode(200).body("items.allowed", equalTo(List.of(true)));
        assertThat(notInIt.statusCode()).isEqualTo(401);
    }

    private Map<String, Object> item(String token, String access) {
        return Map.of("token", token, "request", Map.of("org", "*", "access", access));
    }

    private static Response ask(String asker, List<Map<String, Object>> items) {
        return Stack.post(asker, "/v1/verify/batch", Map.of("items", new ArrayList<>(items)));
    }

    private static Response raw(String asker, String body) {
        return given().header("Authorization", "Bearer " + asker)
                .contentType("application/json")
                .body(body)
                .post("/v1/verify/batch");
    }

    private static List<TokenUsed> used(Stack.Minted token) {
        return Topics.read(Topic.TOKEN_USAGE, TokenUsed.class, token.id());
    }
}
