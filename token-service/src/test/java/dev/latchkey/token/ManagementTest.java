package dev.latchkey.token;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@ServiceTest
class ManagementTest {
    /// `| meter | kind | tags | service | meaning |`
    private static final Pattern DOCUMENTED =
            Pattern.compile("\\| `(latchkey\\.[a-z.]+)` \\| ([a-z, ]+) \\|[^|]*\\|([a-z, ]+)\\|.*");

    @TestHTTPResource(value = "/", management = true)
    String management = "";

    @Test
    void theServiceIsReadyWithItsTopicsAndItsFeed() {
        Awaitility.await().untilAsserted(() -> {
            var ready = given().get(management + "health/ready").jsonPath();
            assertThat(ready.getString("status")).isEqualTo("UP");
            assertThat(ready.getString("checks.find { it.name == 'topics' }.status"))
                    .isEqualTo("UP");
            assertThat(ready.getString("checks.find { it.name == 'state-feed' }.status"))
                    .isEqualTo("UP");
        });
    }

    @Test
    void eventsThatWaitShowInDepthAndAge() throws SQLException {
        // given: a shard that no relay claims
        Awaitility.await()
                .untilAsserted(() -> assertThat(metric("latchkey_outbox_depth")).isZero());
        assertThat(metric("latchkey_outbox_age_seconds")).isZero();

        // when
        Database.execute("insert into outbox (shard, topic, key, type, subject, data, time)"
                + " values (99, 'none', 'waiting', 'none', 'none', '{}', now() - interval '1 hour')");

        // then
        try {
            Awaitility.await()
                    .untilAsserted(
                            () -> assertThat(metric("latchkey_outbox_depth")).isEqualTo(1));
            assertThat(metric("latchkey_outbox_age_seconds")).isBetween(3_599.0, 3_700.0);
        } finally {
            Database.execute("delete from outbox where shard = 99");
        }
        Awaitility.await()
                .untilAsserted(() -> assertThat(metric("latchkey_outbox_depth")).isZero());
        assertThat(metric("latchkey_outbox_age_seconds")).isZero();
    }

    @Test
    void verdictsUsesAndKeyReadsAreMeasuredAsDocumented() throws Exception {
        // given
        var stack = Stack.create();
        var token = stack.minted(stack.owner());
        var verifier = stack.verifier();
        stack.verify(verifier, token.text(), "resource", "apps/web");
        stack.verify(verifier, token.text(), "access", "write");
        var allowed = metric("latchkey_verify_seconds_count{verdict=\"allowed\"}");
        var denied = metric("latchkey_verify_seconds_count{verdict=\"access-denied\"}");
        var recorded = metric("latchkey_usage_recorded_total");

        // when
        for (var i = 0; i < 20; i++) {
            stack.verify(verifier, token.text(), "resource", "apps/web");
        }
        stack.verify(verifier, token.text(), "access", "write");

        // then: each call is a use of the verifier's own token, too
        assertThat(metric("latchkey_verify_seconds_count{verdict=\"allowed\"}")).isGreaterThanOrEqualTo(allowed + 20);
        assertThat(metric("latchkey_verify_seconds_count{verdict=\"access-denied\"}"))
                .isGreaterThanOrEqualTo(denied + 1);
        assertThat(metric("latchkey_verify_seconds_bucket{verdict=\"allowed\",le=\"0.5\"}"))
                .isPositive();
        assertThat(metric("latchkey_usage_recorded_total")).isGreaterThanOrEqualTo(recorded + 41);
        Awaitility.await()
                .untilAsserted(() -> assertThat(metric("latchkey_usage_published_total"))
                        .isBetween(1.0, metric("latchkey_usage_recorded_total") - 1));
        assertThat(metric("latchkey_keys_reads_total")).isPositive();
    }

    /// Whoever renames a meter breaks somebody's alert: the names in docs/metrics.md are those that are served.
    @Test
    void everyDocumentedMeterIsServedUnderItsName() throws IOException {
        // given
        var stack = Stack.create();
        var owner = stack.owner();
        Stack.post(owner, "/v1/tokens/" + stack.minted(owner).id() + "/revoke?wait=true", Map.of());
        stack.verify(stack.verifier(), owner);
        var documented = Files.readAllLines(Path.of("..", "docs", "metrics.md")).stream()
                .map(DOCUMENTED::matcher)
                .filter(Matcher::matches)
                .filter(row -> row.group(3).contains("token"))
                .map(row -> served(row.group(1), row.group(2)))
                .toList();

        // when
        var served = given().get(management + "metrics").asString();

        // then
        assertThat(documented).hasSizeGreaterThan(12);
        assertThat(documented.stream()
                        .filter(name -> !Pattern.compile("(?m)^" + name + "[{ _]")
                                .matcher(served)
                                .find()))
                .isEmpty();
    }

    private static String served(String meter, String kind) {
        var name = meter.replace('.', '_');
        return switch (kind.strip()) {
            case "counter" -> name + "_total";
            case "timer", "gauge, seconds" -> name + "_seconds";
            default -> name;
        };
    }

    private double metric(String name) {
        var line = given().get(management + "metrics")
                .asString()
                .lines()
                .filter(found -> found.startsWith(name))
                .findFirst()
                .orElseThrow();
        return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
    }
}
