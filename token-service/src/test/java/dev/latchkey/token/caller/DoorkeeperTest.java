package dev.latchkey.token.caller;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import dev.latchkey.events.TokenUsed;
import dev.latchkey.events.Topic;
import dev.latchkey.token.ServiceTest;
import dev.latchkey.token.Stack;
import dev.latchkey.token.Topics;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.Base64;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@ServiceTest
class DoorkeeperTest {
    private final Stack stack = Stack.create();

    @Inject
    Doorkeeper doors;

    @Test
    void aRememberedDoorIsShutAtOnceWhenItsTokenIsRevoked() {
        // given
        var owner = stack.owner();
        var door = stack.minted(owner, "resource", "latchkey/verify");
        var token = stack.minted(owner);
        stack.verify(door.text(), token.text()).then().statusCode(200);
        stack.verify(door.text(), token.text()).then().statusCode(200);

        // when
        Stack.post(owner, "/v1/tokens/" + door.id() + "/revoke", Map.of())
                .then()
                .statusCode(200);

        // then
        stack.verify(door.text(), token.text()).then().statusCode(401).body("type", endsWith("/problems/revoked"));
    }

    @Test
    void everyCallOfARememberedDoorIsAUseOfItsToken() {
        // given
        var owner = stack.owner();
        var door = stack.minted(owner, "resource", "latchkey/verify");
        var token = stack.minted(owner);

        // when
        for (var i = 0; i < 5; i++) {
            stack.verify(door.text(), token.text()).then().statusCode(200);
        }

        // then
        Awaitility.await()
                .untilAsserted(() -> assertThat(Topics.read(Topic.TOKEN_USAGE, TokenUsed.class, door.id()).stream()
                                .mapToLong(TokenUsed::count)
                                .sum())
                        .isEqualTo(5));
    }

    @Test
    void onlyWhoeverWasLetInIsRemembered() {
        // given
        var owner = stack.owner();
        var door = stack.minted(owner, "resource", "latchkey/verify");
        var token = stack.minted(owner).text();
        var before = doors.size();

        // when
        stack.verify(owner, token).then().statusCode(403);
        stack.verify("lkp_rubbish", token).then().statusCode(401);
        var afterRefusals = doors.size();
        stack.verify(door.text(), token).then().statusCode(200);
        stack.verify(door.text(), token).then().statusCode(200);

        // then
        assertThat(afterRefusals).isEqualTo(before);
        assertThat(doors.size()).isEqualTo(before + 1);
    }

    @Test
    void aTokenMayComeAsThePasswordOfBasic() {
        // given
        var owner = stack.owner();
        var door = stack.minted(owner, "resource", "latchkey/verify");
        var token = stack.minted(owner);

        // when
        var verified = basic(door.text())
                .contentType("application/json")
                .body(Map.of("token", token.text(), "request", Map.of("org", "*", "access", "read")))
                .post("/v1/verify");
        var listed = basic(owner).get("/v1/tokens/" + token.id());
        var whoami = basic(token.text()).get("/v1/whoami");

        // then
        verified.then().statusCode(200).body("allowed", equalTo(true));
        listed.then().statusCode(200).body("id", equalTo(token.id()));
        whoami.then().statusCode(200).body("token.id", equalTo(token.id()));
    }

    @Test
    void twoCredentialsAreNoRequest() {
        // given
        var owner = stack.owner();

        // when
        var twice = given().header("Authorization", "Bearer " + owner, "Bearer " + owner)
                .get("/v1/whoami");
        var mixed = given().header("Authorization", "Bearer " + owner, "Basic " + pair("u", owner))
                .get("/v1/tokens");
        var folded = given().header("Authorization", "Bearer " + owner + ", Bearer " + owner)
                .contentType("application/json")
                .body("{}")
                .post("/v1/verify");

        // then
        for (var refused : new Response[] {twice, mixed, folded}) {
            refused.then().statusCode(400).body("type", endsWith("/problems/invalid-request"));
            assertThat(refused.header("WWW-Authenticate"))
                    .startsWith("Bearer realm=\"latchkey\", error=\"invalid_request\"");
            assertThat(refused.asString()).doesNotContain(owner);
        }
    }

    private static io.restassured.specification.RequestSpecification basic(String token) {
        return given().header("Authorization", "Basic " + pair("ada", token));
    }

    private static String pair(String user, String password) {
        return Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
    }
}
