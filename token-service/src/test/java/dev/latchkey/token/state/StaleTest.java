package dev.latchkey.token.state;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import dev.latchkey.events.MembershipChanged.Role;
import dev.latchkey.events.ServiceName;
import dev.latchkey.events.StateTicked;
import dev.latchkey.events.Topic;
import dev.latchkey.infrastructure.ServiceTokens;
import dev.latchkey.token.ServiceTest;
import dev.latchkey.token.Stack;
import dev.latchkey.token.Topics;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.eclipse.microprofile.health.Readiness;
import org.junit.jupiter.api.Test;

@ServiceTest
class StaleTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final Stack stack = Stack.create();

    @Inject
    Freshness freshness;

    @Inject
    @Readiness
    FeedReadiness readiness;

    @Test
    void theFeedHasAPulse() {
        // given
        var before = ticks();

        // then
        Awaitility.await().atMost(LONG).untilAsserted(() -> assertThat(ticks()).isGreaterThanOrEqualTo(before + 3));
        var last = Topics.read(Topic.TOKEN_STATES, StateTicked.class, StateTicked.KEY)
                .getLast();
        assertThat(last.at())
                .isBetween(Instant.now().minusSeconds(5), Instant.now().plusSeconds(1));
        assertThat(last.publishedRevision()).isPositive();
    }

    private static long ticks() {
        return Topics.read(Topic.TOKEN_STATES, StateTicked.class, StateTicked.KEY)
                .size();
    }

    /// Thirty late ticks at once, and a second later one that is in time.
    @Test
    void aClockThatIsOffRefusesEverythingUntilItIsRight() {
        // given
        var token = stack.tokenOf(stack.person(Role.OWNER), "read");
        verify(token).then().statusCode(200).body("allowed", equalTo(true));

        // when
        var late = new StateTicked(0, Instant.now().minusSeconds(600));
        for (var i = 0; i < Freshness.TICKS; i++) {
            freshness.ticked(late);
        }
        var ready = readiness.call().getStatus();
        var refused = verify(token);
        var own = Stack.get(token, "/v1/whoami");

        // then
        refused.then()
                .statusCode(503)
                .header("Retry-After", equalTo("1"))
                .body("type", endsWith("/problems/feed-stale"));
        own.then().statusCode(503).body("type", endsWith("/problems/feed-stale"));
        assertThat(ready).isEqualTo(Status.DOWN);
        Awaitility.await().atMost(LONG).untilAsserted(() -> verify(token).then().statusCode(200));
        assertThat(readiness.call().getStatus()).isEqualTo(Status.UP);
    }

    private Response verify(String token) {
        return given().header("Authorization", "Bearer " + ServiceTokens.issue(ServiceName.AUDIT, ServiceName.TOKEN))
                .contentType(ContentType.JSON)
                .body(Map.of("token", token, "request", Map.of("org", stack.org(), "access", "read")))
                .post("/v1/verify");
    }
}
