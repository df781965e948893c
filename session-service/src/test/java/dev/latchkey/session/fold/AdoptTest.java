package dev.latchkey.session.fold;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import dev.latchkey.access.PersonId;
import dev.latchkey.access.TokenId;
import dev.latchkey.events.MembershipChanged.Role;
import dev.latchkey.events.ServiceName;
import dev.latchkey.infrastructure.ServiceTokens;
import dev.latchkey.session.Browser;
import dev.latchkey.session.Cast;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AdoptTest {
    private static final Instant NOON = Instant.parse("2026-10-01T12:00:00Z");
    private final Random random = new Random();

    @Inject
    Cast cast;

    @Test
    void sixtyOldTokensAreFiveRowsAtMostAndTellingAgainChangesNothing() {
        // given
        var ada = cast.person(Role.MEMBER);
        var browser = Browser.loggedIn(ada);
        var tokens = new ArrayList<Map<String, String>>();
        for (var i = 0; i < 60; i++) {
            tokens.add(token(ada.id(), "203.0." + i + ".7", NOON.minusSeconds(i)));
        }

        // when
        adopt(ServiceName.TOKEN, tokens).then().statusCode(204);
        adopt(ServiceName.TOKEN, tokens).then().statusCode(204);

        // then
        browser.request()
                .get("/v1/sessions")
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("folded", hasSize(4))
                .body("folded[0].label", equalTo("curl"))
                .body("folded[0].place", equalTo("203.0.0.0/24"))
                .body("folded[0].why", startsWith("Assumed"))
                .body("folded[3].label", equalTo("Older sign-ins (57)"))
                .body("folded[3].tokens", hasSize(57));
    }

    @Test
    void nobodyIsGivenAnothersTokens() {
        // given
        var ada = cast.person(Role.MEMBER);
        var bob = cast.person(Role.MEMBER);
        var token = token(ada.id(), "203.0.113.7", NOON);
        adopt(ServiceName.TOKEN, List.of(token)).then().statusCode(204);

        // when
        adopt(
                        ServiceName.TOKEN,
                        List.of(
                                Map.of(
                                        "token_id",
                                        token.getOrDefault("token_id", ""),
                                        "person_id",
                                        bob.id(),
                                        "last_used_at",
                                        "2027-01-01T00:00:00Z"),
                                token(PersonId.random(random).publicId(), "203.0.113.7", NOON)))
                .then()
                .statusCode(204);

        // then
        Browser.loggedIn(bob).request().get("/v1/sessions").then().body("folded", hasSize(0));
        Browser.loggedIn(ada).request().get("/v1/sessions").then().body("folded", hasSize(1));
    }

    @Test
    void onlyTokenServiceHandsTokensOver() {
        // given
        var tokens = List.of(token(cast.person(Role.MEMBER).id(), "203.0.113.7", NOON));

        // then
        adopt(ServiceName.AUDIT, tokens).then().statusCode(403);
        adopt(ServiceName.OAUTH, tokens).then().statusCode(403);
        given().contentType(ContentType.JSON)
                .body(Map.of("tokens", tokens))
                .post("/internal/v1/session-tokens/adopt")
                .then()
                .statusCode(401);
        adopt(ServiceName.TOKEN, List.of(Map.of("token_id", "tok_1")))
                .then()
                .statusCode(400)
                .body("field", equalTo("tokens"));
    }

    private Map<String, String> token(String person, String ip, Instant used) {
        return Map.of(
                "token_id",
                TokenId.of(used, random).publicId(),
                "person_id",
                person,
                "user_agent",
                "curl/8.5",
                "ip",
                ip,
                "last_used_at",
                used.toString());
    }

    private static Response adopt(ServiceName caller, List<Map<String, String>> tokens) {
        return given().header("Authorization", "Bearer " + ServiceTokens.issue(caller, ServiceName.SESSION))
                .contentType(ContentType.JSON)
                .body(Map.of("tokens", tokens))
                .post("/internal/v1/session-tokens/adopt");
    }
}
