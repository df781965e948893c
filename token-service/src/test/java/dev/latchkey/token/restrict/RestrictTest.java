package dev.latchkey.token.restrict;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import dev.latchkey.events.TokenRestricted;
import dev.latchkey.events.Topic;
import dev.latchkey.token.ServiceTest;
import dev.latchkey.token.Stack;
import dev.latchkey.token.Topics;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@ServiceTest
class RestrictTest {
    private final Stack stack = Stack.create();
    private String owner = "";
    private String verifier = "";

    @BeforeEach
    void mintOwner() {
        owner = stack.owner();
        verifier = stack.verifier();
    }

    @Test
    void aRestrictionHoldsAsIfAppendedIsShownAndIsLiftedByAnEmptyList() {
        // given
        var token = stack.minted(owner, "access", "write");
        write(token).then().body("allowed", equalTo(true));

        // when
        var answer = restrict(owner, token.id(), List.of("access = read", "ip in 203.0.113.0/24"));

        // then
        answer.then().statusCode(200).body("restrictions", equalTo(List.of("access = read", "ip in 203.0.113.0/24")));
        write(token).then().body("reason", equalTo("access-denied"));
        read(token, "203.0.113.7").then().body("allowed", equalTo(true));
        read(token, "198.51.100.7").then().body("reason", equalTo("ip-denied"));
        Stack.get(owner, "/v1/tokens/" + token.id())
                .then()
                .body("state", equalTo("active"))
                .body("restrictions", equalTo(List.of("access = read", "ip in 203.0.113.0/24")));

        // when
        restrict(owner, token.id(), List.of()).then().statusCode(200).body("restrictions", equalTo(List.of()));

        // then
        write(token).then().body("allowed", equalTo(true));
        Awaitility.await()
                .untilAsserted(() -> assertThat(Topics.read(Topic.TOKENS, TokenRestricted.class, token.id()))
                        .extracting(TokenRestricted::before, TokenRestricted::after)
                        .containsExactly(
                                tuple(List.of(), List.of("access = read", "ip in 203.0.113.0/24")),
                                tuple(List.of("access = read", "ip in 203.0.113.0/24"), List.of())));
    }

    @Test
    void anEndSetByARestrictionIsTheEnd() {
        // given
        var token = stack.minted(owner);

        // when
        restrict(owner, token.id(), List.of("time-before " + Instant.now().minusSeconds(1)))
                .then()
                .statusCode(200)
                .body("state", equalTo("expired"));

        // then
        stack.verify(verifier, token.text()).then().body("reason", equalTo("expired"));
        Stack.get(owner, "/v1/tokens?state=expired&org=" + stack.org())
                .then()
                .body("items.id", equalTo(List.of(token.id())));
    }

    @Test
    void anEndSetByARestrictionCanBeTakenOffAgain() {
        // given
        var token = stack.minted(owner);
        restrict(owner, token.id(), List.of("time-before 2000-01-01T00:00:00Z"))
                .then()
                .statusCode(200)
                .body("state", equalTo("expired"));

        // when
        var lifted = restrict(owner, token.id(), List.of());

        // then
        lifted.then().statusCode(200).body("state", equalTo("active"));
        stack.verify(verifier, token.text()).then().body("allowed", equalTo(true));
    }

    @Test
    void anotherAdminsRestrictionIsNotLiftedUnseen() {
        // given
        var token = stack.minted(owner, "access", "write");
        var seen = Stack.get(owner, "/v1/tokens/" + token.id()).header("ETag");
        var first = put(owner, token.id(), seen, Map.of("caveats", List.of("access = read")));
        first.then().statusCode(200);

        // when
        var second = put(owner, token.id(), seen, Map.of("caveats", List.of("ip in 203.0.113.0/24")));

        // then
        second.then().statusCode(412).body("type", endsWith("/problems/precondition-failed"));
        write(token).then().body("reason", equalTo("access-denied"));
        put(owner, token.id(), first.header("ETag"), Map.of("caveats", List.of()))
                .then()
                .statusCode(200);
        given().header("Authorization", "Bearer " + owner)
                .contentType(ContentType.JSON)
                .body(Map.of("caveats", List.of()))
                .put("/v1/tokens/" + token.id() + "/restrictions")
                .then()
                .statusCode(428)
                .body("type", endsWith("/problems/precondition-required"));
    }

    @Test
    void eachCaveatThatWillNotDoIsNamed() {
        // given
        var token = stack.minted(owner);

        // then
        refused(restrict(owner, token.id(), Collections.nCopies(9, "access = read")), "caveats");
        refused(restrict(owner, token.id(), List.of("access = read", "access = read", "moon = full")), "caveats[2]");
        refused(restrict(owner, token.id(), List.of("org = " + stack.org())), "caveats[0]");
        refused(restrict(owner, token.id(), List.of("access > read")), "caveats[0]");
        refused(put(owner, token.id(), "{\"caveats\":[null]}"), "caveats[0]");
        refused(put(owner, token.id(), "{}"), "caveats");
        refused(put(owner, token.id(), "{\"caveats\":7}"), "caveats");
        refused(restrict(owner, token.id(), List.of("resource = " + "a/".repeat(150) + "a")), "caveats[0]");
        stack.verify(verifier, token.text()).then().body("allowed", equalTo(true));
    }

    @Test
    void aTokenCannotLiftWhatWasPutOnIt() {
        // given
        var token = stack.minted(owner, "access", "write");
        restrict(owner, token.id(), List.of("resource = latchkey")).then().statusCode(200);

        // then
        restrict(token.text(), token.id(), List.of())
                .then()
                .statusCode(403)
                .body("type", endsWith("/problems/role-too-low"));
        write(token).then().body("reason", equalTo("resource-denied"));
    }

    @Test
    void whatHasEndedIsNotRestricted() {
        // given
        var token = stack.minted(owner);
        Stack.post(owner, "/v1/tokens/" + token.id() + "/revoke", Map.of())
                .then()
                .statusCode(200);

        // then
        restrict(owner, token.id(), List.of("access = read"))
                .then()
                .statusCode(409)
                .body("detail", containsString("is revoked"));
    }

    private static void refused(Response answer, String field) {
        answer.then()
                .statusCode(400)
                .body("type", endsWith("/problems/invalid-request"))
                .body("field", equalTo(field));
    }

    private Response write(Stack.Minted token) {
        return stack.verify(verifier, token.text(), "access", "write", "resource", "apps/web", "ip", "203.0.113.7");
    }

    private Response read(Stack.Minted token, String ip) {
        return stack.verify(verifier, token.text(), "ip", ip);
    }

    private static Response restrict(String token, String id, List<String> caveats) {
        return put(token, id, Stack.with("caveats", caveats));
    }

    private static Response put(String token, String id, Object body) {
        return put(token, id, "*", body);
    }

    private static Response put(String token, String id, String ifMatch, Object body) {
        return given().header("Authorization", "Bearer " + token)
                .header("If-Match", ifMatch)
                .contentType(ContentType.JSON)
                .body(body)
                .put("/v1/tokens/" + id + "/restrictions");
    }
}
