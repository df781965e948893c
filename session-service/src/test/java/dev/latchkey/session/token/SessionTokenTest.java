package dev.latchkey.session.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import dev.latchkey.events.MembershipChanged.Role;
import dev.latchkey.session.Browser;
import dev.latchkey.session.Cast;
import dev.latchkey.session.TokenServiceStandIn;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SessionTokenTest {
    @Inject
    Cast cast;

    @BeforeEach
    void forget() {
        cast.forgetFailures();
    }

    @Test
    void aSessionTokenIsMintedForTheSessionAndItsEndAndOnlyCounted() {
        // given
        var ada = cast.person(Role.MEMBER);
        var browser = Browser.loggedIn(ada);

        // when
        var answer = browser.api()
                .body(Map.of("org", ada.org(), "access", "read", "ttl", "PT10M"))
                .post("/v1/sessions/current/tokens");

        // then
        answer.then().statusCode(201).body("token", equalTo("lks_stand-in")).body("hint", equalTo("k7m2qd"));
        var session = browser.request().get("/v1/sessions").jsonPath();
        assertThat(TokenServiceStandIn.asked())
                .contains("\"kind\":\"session\"", "\"ttl\":\"PT10M\"", "\"person\":\"" + ada.id() + "\"")
                .contains("\"session\":\"" + session.getString("items[0].session.id") + "\"")
                .contains("\"session_ends_at\":\"");
        assertThat(session.getInt("items[0].session.tokens")).isEqualTo(1);
    }

    @Test
    void whatTokenServiceRefusesIsRefused() {
        // given
        var ada = cast.person(Role.VIEWER);
        var browser = Browser.loggedIn(ada);

        // then
        browser.api()
                .body(Map.of("org", ada.org(), "access", "write"))
                .post("/v1/sessions/current/tokens")
                .then()
                .statusCode(403)
                .body("type", endsWith("/problems/role-too-low"));
        browser.api()
                .body(Map.of("org", cast.org(), "access", "read"))
                .post("/v1/sessions/current/tokens")
                .then()
                .statusCode(403);
        browser.api()
                .body(Map.of("org", ada.org(), "access", "all"))
                .post("/v1/sessions/current/tokens")
                .then()
                .statusCode(400);
        Browser.fresh()
                .request()
                .contentType("application/json")
                .body(Map.of("org", ada.org(), "access", "read"))
                .post("/v1/sessions/current/tokens")
                .then()
                .statusCode(403);
    }
}
