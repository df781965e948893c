package dev.latchkey.token.verify;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.latchkey.events.MembershipChanged.Role;
import dev.latchkey.token.Peer;
import dev.latchkey.token.ServiceTest;
import dev.latchkey.token.Stack;
import java.util.Map;
import org.junit.jupiter.api.Test;

@ServiceTest
class WhoAmITest {
    private static final String METADATA =
            ", resource_metadata=\"http://localhost:8080/.well-known/oauth-protected-resource\"";

    private final Stack stack = Stack.create();

    @Test
    void aTokenAsIssuedIsDescribed() {
        // given
        var ada = stack.person(Role.OWNER);
        var owner = stack.tokenOf(ada, "write");
        var token = stack.minted(owner, "access", "write", "resource", "apps/web", "ttl", "P1D");
        var end = Stack.get(owner, "/v1/tokens/" + token.id()).<String>path("expires_at");

        // when
        var answer = Stack.get(token.text(), "/v1/whoami");

        // then
        answer.then()
                .statusCode(200)
                .body("token.id", equalTo(token.id()))
                .body("token.hint", equalTo(token.hint()))
                .body("token.kind", equalTo("personal"))
                .body("token.narrowed", equalTo(false))
                .body("subject.person", equalTo(ada))
                .body("app", nullValue())
                .body("effective.org", equalTo(stack.org()))
                .body("effective.access", equalTo("write"))
                .body("effective.resource", equalTo("apps/web"))
                .body("effective.expires_at", equalTo(end));
        assertThat(answer.asString()).contains("\"app\":null").doesNotContain(token.text());
    }

    @Test
    void aNarrowedTokenIsDescribedByWhatIsLeftOfIt() {
        // given
        var token = stack.minted(stack.owner(), "access", "write", "resource", "apps");
        var narrowed = Peer.narrow(token.text(), "access = read", "resource = apps/web");

        // when
        var answer = Stack.get(narrowed, "/v1/whoami");

        // then
        answer.then()
                .statusCode(200)
                .body("token.id", equalTo(token.id()))
                .body("token.hint", equalTo(token.hint()))
                .body("token.narrowed", equalTo(true))
                .body("effective.access", equalTo("read"))
                .body("effective.resource", equalTo("apps/web"));
    }

    @Test
    void aDeployTokenIsNobodys() {
        // given
        var token = stack.minted(stack.owner(), "kind", "deploy", "resource", "apps/api");

        // when
        var answer = Stack.get(token.text(), "/v1/whoami");

        // then
        answer.then()
                .statusCode(200)
                .body("token.id", equalTo(token.id()))
                .body("token.kind", equalTo("deploy"))
                .body("subject.person", nullValue())
                .body("effective.resource", equalTo("apps/api"));
        assertThat(answer.asString()).contains("\"person\":null");
    }

    @Test
    void aTokenThatDoesNotHoldIsNotDescribed() {
        // given
        var owner = stack.owner();
        var token = stack.minted(owner);
        Stack.post(owner, "/v1/tokens/" + token.id() + "/revoke", Map.of())
                .then()
                .statusCode(200);

        // when
        var revoked = Stack.get(token.text(), "/v1/whoami");
        var forged = Stack.get(Peer.forged(owner), "/v1/whoami");

        // then
        revoked.then().statusCode(401).body("type", endsWith("/problems/revoked"));
        assertThat(revoked.header("WWW-Authenticate"))
                .isEqualTo(
                        "Bearer realm=\"latchkey\", error=\"invalid_token\", error_description=\"revoked\"" + METADATA);
        forged.then().statusCode(401).body("type", endsWith("/problems/bad-signature"));
        assertThat(revoked.asString()).doesNotContain(token.id());
    }

    @Test
    void whoPresentsNothingIsAskedToPresentAToken() {
        for (var header : new String[][] {{"Accept", "application/json"}, {"Authorization", "Digest dTpw"}}) {
            // when
            var answer = given().header(header[0], header[1]).get("/v1/whoami");

            // then
            answer.then().statusCode(401).body("type", endsWith("/problems/unauthorized"));
            assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"latchkey\"" + METADATA);
        }
    }
}
