package dev.latchkey.token.narrow;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.latchkey.access.TokenReading;
import dev.latchkey.access.TokenText;
import dev.latchkey.events.MembershipChanged.Role;
import dev.latchkey.token.Peer;
import dev.latchkey.token.ServiceTest;
import dev.latchkey.token.Stack;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ServiceTest
class NarrowTest {
    private final Stack stack = Stack.create();
    private String owner = "";

    @BeforeEach
    void mintOwner() {
        owner = stack.owner();
    }

    @Test
    void aNarrowedCopyDoesWhatIsLeftAndNothingElse() {
        // given
        var token = stack.minted(owner, "access", "write", "resource", "apps/web");
        var before = Instant.now();

        // when
        var answer = narrow(
                token.text(),
                "access",
                "read",
                "resource",
                "apps/web/deploys",
                "ttl",
                "PT1H",
                "ip",
                List.of("203.0.113.0/24", "2001:db8::/32"),
                "methods",
                List.of("HEAD", "GET"));

        // then
        answer.then()
                .statusCode(200)
                .header("Cache-Control", equalTo("no-store"))
                .body("hint", equalTo(token.hint()))
                .body("effective.org", equalTo(stack.org()))
                .body("effective.access", equalTo("read"))
                .body("effective.resource", equalTo("apps/web/deploys"))
                .body("effective.networks", equalTo(List.of(List.of("203.0.113.0/24", "2001:db8::/32"))))
                .body("effective.methods", equalTo(List.of("GET", "HEAD")));
        assertThat(Instant.parse(answer.<String>path("effective.expires_at")))
                .isBetween(before.plus(Duration.ofMinutes(59)), Instant.now().plus(Duration.ofHours(1)));
        String copy = answer.path("token");
        assertThat(verdict(copy, "apps/web/deploys/7", "read", "GET")).isEqualTo("allowed");
        assertThat(verdict(copy, "apps/web/deploys/7", "write", "GET")).isEqualTo("access-denied");
        assertThat(verdict(copy, "apps/web/logs", "read", "GET")).isEqualTo("resource-denied");
        assertThat(verdict(copy, "apps/web/deploys/7", "read", "POST")).isEqualTo("method-denied");
        assertThat(verdict(token.text(), "apps/web/logs", "write", "POST")).isEqualTo("allowed");
    }

    @Test
    void narrowingNeedsNoRoleAndMintsNothing() {
        // given
        var person = stack.person(Role.MEMBER);
        var viewers = stack.tokenOf(person, "read");
        stack.giveRole(person, Role.VIEWER);

        // when
        var answer = narrow(viewers, "ttl", "PT5M");

        // then
        answer.then().statusCode(200);
        Stack.get(answer.path("token"), "/v1/whoami")
                .then()
                .statusCode(200)
                .body("token.narrowed", equalTo(true))
                .body("subject.person", equalTo(person));
        Stack.get(owner, "/v1/tokens?org=" + stack.org()).then().body("items.size()", equalTo(2));
    }

    @Test
    void aNarrowedCopyIsNarrowedFurther() {
        // given
        var token = stack.minted(owner, "kind", "deploy", "access", "write", "resource", "apps/web");
        var narrowedElsewhere = Peer.narrow(token.text(), "method in GET");

        // when
        var answer = narrow(narrowedElsewhere, "access", "read");

        // then
        answer.then().statusCode(200).body("effective.methods", equalTo(List.of("GET")));
        assertThat(TokenText.read(answer.path("token")))
                .isInstanceOfSatisfying(
                        TokenReading.Whole.class,
                        whole -> assertThat(whole.token().predicates()).endsWith("method in GET", "access = read"));
    }

    @Test
    void theCopyEndsWithTheToken() {
        // given
        var token = stack.minted(owner, "ttl", "PT10M");

        // when
        var answer = narrow(token.text(), "ttl", "PT1H");

        // then: its own end would be later, and that widens nothing
        var listed = Stack.get(owner, "/v1/tokens/" + token.id());
        answer.then().statusCode(200).body("effective.expires_at", equalTo(listed.path("expires_at")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "access   | {\"access\":\"admin\"}",
                "resource | {\"resource\":\"apps/../web\"}",
                "resource | {\"resource\":\"apps/api\"}",
                "resource | {\"resource\":\"apps\\u0000\"}",
                "ttl      | {\"ttl\":\"1h\"}",
                "ttl      | {\"ttl\":\"PT59S\"}",
                "ttl      | {\"ttl\":\"P367D\"}",
                "ttl      | {\"ttl\":\"PT9999999999999999999H\"}",
                "ip       | {\"ip\":[]}",
                "ip       | {\"ip\":[null]}",
                "ip       | {\"ip\":[\"203.0.113.7/24\"]}",
                "ip       | {\"ip\":[\"example.org\"]}",
                "methods  | {\"methods\":[]}",
                "methods  | {\"methods\":[\"get\"]}",
                "methods  | {\"methods\":[null]}",
                "body     | {}",
                "body     | ''",
                "org      | {\"org\":\"other\"}",
                "access   | {\"access\":[]}"
            })
    void eachBadFieldIsNamed(String field, String body) {
        // given
        var token = stack.minted(owner, "resource", "apps/web");

        // when
        var answer = given().header("Authorization", "Bearer " + token.text())
                .contentType(ContentType.JSON)
                .body(body)
                .post("/v1/tokens/narrow");

        // then
        answer.then()
                .statusCode(400)
                .body("type", endsWith("/problems/invalid-request"))
                .body("field", equalTo(field));
    }

    @Test
    void aReadTokenIsNotMadeToWrite() {
        // given
        var token = stack.minted(owner, "access", "read");

        // when
        var answer = narrow(token.text(), "access", "write");

        // then
        answer.then().statusCode(400).body("field", equalTo("access"));
    }

    @Test
    void whatOtherNetworksOrMethodsExcludeIsNamed() {
        // given
        var token = stack.minted(owner);
        var narrowed = Peer.narrow(token.text(), "ip in 127.0.0.0/8", "method in POST");

        // then
        narrow(narrowed, "ip", List.of("198.51.100.0/24"))
                .then()
                .statusCode(400)
                .body("field", equalTo("ip"));
        narrow(narrowed, "methods", List.of("GET")).then().statusCode(400).body("field", equalTo("methods"));
        narrow(narrowed, "ip", List.of("127.0.0.0/16")).then().statusCode(200);
    }

    @Test
    void aCopyWithTooManyCaveatsIsRefused() {
        // given
        var token = stack.minted(owner);
        var caveats = new String[29];
        java.util.Arrays.fill(caveats, "access = read");
        var full = Peer.narrow(token.text(), caveats);

        // when
        var answer = narrow(full, "access", "read");

        // then
        answer.then().statusCode(400).body("field", equalTo("body"));
    }

    @Test
    void onlyATokenThatHoldsIsNarrowed() {
        // given
        var token = stack.minted(owner);
        Stack.post(owner, "/v1/tokens/" + token.id() + "/revoke", Map.of())
                .then()
                .statusCode(200);

        // then
        narrow(token.text(), "access", "read").then().statusCode(401).body("type", endsWith("/problems/revoked"));
        narrow(Peer.forged(stack.minted(owner).text()), "access", "read")
                .then()
                .statusCode(401)
                .body("type", endsWith("/problems/bad-signature"))
                .body("token", nullValue());
        given().contentType(ContentType.JSON)
                .body(Map.of("access", "read"))
                .post("/v1/tokens/narrow")
                .then()
                .statusCode(401);
    }

    private String verdict(String token, String resource, String access, String method) {
        var answer = stack.verify(
                stack.verifier(), token, "resource", resource, "access", access, "method", method, "ip", "203.0.113.9");
        return answer.<Boolean>path("allowed") ? "allowed" : answer.path("reason");
    }

    private static Response narrow(String token, Object... members) {
        return Stack.post(token, "/v1/tokens/narrow", Stack.with(members));
    }
}
