package dev.latchkey.token;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import java.sql.SQLException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@ServiceTest
class ManagementTest {
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
