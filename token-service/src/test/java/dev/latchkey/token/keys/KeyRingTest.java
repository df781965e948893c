package dev.latchkey.token.keys;

import static dev.latchkey.token.Stack.with;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.events.MembershipChanged.Role;
import dev.latchkey.token.ServiceTest;
import dev.latchkey.token.Stack;
import io.restassured.http.ContentType;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@ServiceTest
class KeyRingTest {
    private static final int AT_ONCE = 20;

    /// Requests that share the read of a key must not share anything else of each other's.
    @Test
    void aKeyThatManyRequestsMeetColdServesThemAll() {
        // given
        var stack = Stack.create();
        var person = stack.person(Role.OWNER);

        // when
        var statuses = Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> mintAtOnce(stack.org(), person),
                        all -> all.stream().noneMatch(status -> status == 404));

        // then
        assertThat(statuses).hasSize(AT_ONCE).containsOnly(201);
    }

    private static List<Integer> mintAtOnce(String org, String person) throws InterruptedException {
        Callable<Integer> mint = () -> given().header("Authorization", Stack.serviceJwt())
                .contentType(ContentType.JSON)
                .body(with("org", org, "person", person, "name", "cold", "access", "read"))
                .post("/internal/v1/tokens")
                .statusCode();
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            return threads
                    .invokeAll(IntStream.range(0, AT_ONCE).mapToObj(i -> mint).toList())
                    .stream()
                    .map(Future::resultNow)
                    .toList();
        }
    }
}
