package dev.latchkey.token.state;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import dev.latchkey.access.Caveat;
import dev.latchkey.access.Identity;
import dev.latchkey.access.KeyId;
import dev.latchkey.access.OrgHandle;
import dev.latchkey.access.PersonId;
import dev.latchkey.access.Token;
import dev.latchkey.access.TokenId;
import dev.latchkey.events.ServiceName;
import dev.latchkey.infrastructure.ServiceTokens;
import dev.latchkey.macaroon.Key;
import dev.latchkey.token.ServiceTest;
import dev.latchkey.token.Stack;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@ServiceTest
@TestProfile(StaleFeed.class)
class StaleFeedTest {
    @TestHTTPResource(value = "/", management = true)
    String management = "";

    @Test
    void withoutASnapshotNothingIsDecidedAndTheServiceIsNotReady() throws SQLException {
        // given
        var random = new Random(5);
        var key = new KeyId(new OrgHandle("acme"), 1);
        var token = Token.mint(
                Key.derive(new byte[32]),
                new Identity.Personal(key, TokenId.of(Instant.now(), random), PersonId.random(random)),
                List.of(new Caveat.Org(key.org()), new Caveat.Before(Instant.parse("2030-01-01T00:00:00Z"))));

        // when
        var verdict = verify(token.text());
        var presented = Stack.get(token.text(), "/v1/whoami");

        // then
        for (var stale : List.of(verdict, presented)) {
            stale.then().statusCode(503).body("type", endsWith("/problems/feed-stale"));
            assertThat(stale.header("Retry-After")).isEqualTo("1");
            assertThat(stale.contentType()).isEqualTo("application/problem+json");
        }
        assertThat(feed()).isEqualTo("DOWN");

        // when
        StaleFeed.HeldTable.letGo();

        // then
        Awaitility.await()
                .untilAsserted(() -> verify(token.text())
                        .then()
                        .statusCode(200)
                        .body("allowed", equalTo(false))
                        .body("reason", equalTo("unknown-key")));
        assertThat(feed()).isEqualTo("UP");
    }

    private static Response verify(String token) {
        return Stack.post(
                ServiceTokens.issue(ServiceName.AUDIT, ServiceName.TOKEN),
                "/v1/verify",
                Map.of("token", token, "request", Map.of("org", "acme", "access", "read")));
    }

    private String feed() {
        return given().get(management + "health/ready")
                .jsonPath()
                .getString("checks.find { it.name == 'state-feed' }.status");
    }
}
