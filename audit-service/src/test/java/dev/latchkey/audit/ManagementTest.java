package dev.latchkey.audit;

import static dev.latchkey.audit.Api.eventually;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.events.Topic;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ManagementTest {
    @TestHTTPResource(value = "/", management = true)
    String management = "";

    private JsonPath ready() {
        return given().get(management + "health/ready").jsonPath();
    }

    @Test
    void theServiceIsReadyWithDatabaseAndTopics() {
        eventually(() -> assertThat(ready().getString("status")).isEqualTo("UP"));
        assertThat(ready().getString("checks.find { it.name == 'topics' }.status"))
                .isEqualTo("UP");
        assertThat(ready().getString("checks.find { it.name =~ 'PostgreSQL' }.status"))
                .isEqualTo("UP");
    }

    @Test
    void itIsNotReadyWithoutATopicAndNeverMakesOne() throws ExecutionException, InterruptedException {
        // given
        var missing = Topic.TOKENS.deadLetterName();
        try (var admin = Broker.admin()) {
            var before = admin.describeTopics(List.of(missing)).allTopicNames().get();
            assertThat(before).hasSize(1);
            admin.deleteTopics(List.of(missing)).all().get();

            // then
            eventually(() -> assertThat(ready().getString("checks.find { it.name == 'topics' }.status"))
                    .isEqualTo("DOWN"));
            assertThat(ready().getString("status")).isEqualTo("DOWN");
            assertThat(admin.listTopics().names().get()).doesNotContain(missing);
        }
        Broker.create(missing, 1);
        eventually(() -> assertThat(ready().getString("status")).isEqualTo("UP"));
    }

    @Test
    void metricsAreFewAndNameNoTokenAndNoAddress() {
        // given
        try (var broker = new Broker()) {
            var token = Given.token();
            broker.send(token.used().event());
            eventually(() -> assertThat(Api.usage(token).getString("use")).isEqualTo("recorded"));

            // when
            var metrics = given().get(management + "metrics").asString();

            // then
            assertThat(metrics)
                    .contains("latchkey_usage_uses_total{outcome=\"accepted\"}")
                    .contains("latchkey_intake_records_total{outcome=\"applied\",topic=\"latchkey.token-usage\"}")
                    .contains("latchkey_intake_batch_seconds_count{topic=\"latchkey.token-usage\"}")
                    .contains("kafka_consumer_fetch_manager_records_lag_max{")
                    .doesNotContain(token.id())
                    .doesNotContain("203.0.113.7");
        }
    }

    @Test
    void theDescriptionNamesEveryPathAndItsProblems() {
        // when
        var document =
                given().accept("application/json").get(management + "openapi").jsonPath();

        // then
        assertThat(document.getMap("paths").keySet())
                .isEqualTo(Set.of("/v1/usage/tokens", "/v1/usage/tokens/{id}", "/v1/usage/tokens/{id}/sources"));
        assertThat(document.getMap("paths.'/v1/usage/tokens'.get.responses").keySet())
                .isEqualTo(Set.of("200", "400", "401", "403", "404", "429", "503"));
        assertThat(document.getList("paths.'/v1/usage/tokens'.get.parameters.name"))
                .isEqualTo(List.of("org", "unused_for", "never_used", "state", "limit", "cursor"));
        assertThat(document.getList("paths.'/v1/usage/tokens'.get.parameters.find { it.name == 'state' }.schema.enum"))
                .isEqualTo(document.getList("components.schemas.State.enum"))
                .containsExactly("active", "suspended", "rotated", "expired", "revoked");
        assertThat(document.getMap("components.schemas.UsageRecord.properties").keySet())
                .isEqualTo(Set.of(
                        "token_id",
                        "org",
                        "use",
                        "tracked_since",
                        "last_accepted",
                        "last_refused",
                        "accepted_30d",
                        "refused_30d",
                        "sources"));
        assertThat(document.getList("components.schemas.Use.enum"))
                .containsExactly("recorded", "never", "none_recorded");
    }
}
