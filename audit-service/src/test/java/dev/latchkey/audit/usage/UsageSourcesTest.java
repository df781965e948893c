package dev.latchkey.audit.usage;

import static dev.latchkey.audit.Api.eventually;
import static dev.latchkey.audit.Given.ago;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.audit.Api;
import dev.latchkey.audit.Broker;
import dev.latchkey.audit.Given;
import dev.latchkey.audit.Given.Token;
import dev.latchkey.events.ServiceName;
import dev.latchkey.infrastructure.ServiceTokens;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
class UsageSourcesTest {
    private final Broker broker = new Broker();
    private final Token token = Given.token();
    private final Instant rotated = ago(Duration.ofMinutes(5));

    @AfterEach
    void close() {
        broker.close();
    }

    private static Response sources(ServiceName caller, String org, String id, String since) {
        return given().header("Authorization", "Bearer " + ServiceTokens.issue(caller, ServiceName.AUDIT))
                .contentType("application/json")
                .body("{\"org\":\"%s\",\"token_id\":\"%s\",\"since\":\"%s\"}".formatted(org, id, since))
                .post("/internal/v1/usage/sources");
    }

    @Test
    void onlyWhoeverWasSeenSinceIsTold() {
        // given
        broker.send(
                token.used()
                        .at(rotated.minusSeconds(1))
                        .from("203.0.113.7")
                        .by("curl/8.5")
                        .event(),
                token.used()
                        .at(rotated.plusSeconds(1))
                        .from("198.51.100.9")
                        .by("ci/1")
                        .event());
        eventually(() -> assertThat(Api.usage(token).getInt("sources")).isEqualTo(2));

        // when
        var answer = sources(ServiceName.TOKEN, token.org(), token.id(), rotated.toString());

        // then
        assertThat(answer.asString())
                .isEqualTo(
                        "{\"items\":[{\"ip\":\"198.51.100.9\",\"user_agent\":\"ci/1\",\"last_at\":\"%s\"}],\"others\":false}"
                                .formatted(rotated.plusSeconds(1)));
        assertThat(sources(ServiceName.TOKEN, Given.token().org(), token.id(), rotated.toString())
                        .asString())
                .isEqualTo("{\"items\":[],\"others\":false}");
    }

    @ParameterizedTest
    @EnumSource(value = ServiceName.class, mode = EnumSource.Mode.EXCLUDE, names = "TOKEN")
    void nobodyElseIsTold(ServiceName caller) {
        assertThat(sources(caller, token.org(), token.id(), rotated.toString()).statusCode())
                .isEqualTo(403);
    }

    @Test
    void nobodyWithoutAnIdentityIsTold() {
        assertThat(given().contentType("application/json")
                        .body("{}")
                        .post("/internal/v1/usage/sources")
                        .statusCode())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({
        "A, tok_01m3tc5h00mmzswp91nrj9a80a, 2026-10-01T12:00:00Z, org",
        "acme, tok_x, 2026-10-01T12:00:00Z, token_id",
        "acme, tok_01m3tc5h00mmzswp91nrj9a80a, yesterday, since"
    })
    void eachBadMemberIsNamed(String org, String id, String since, String field) {
        // when
        var answer = sources(ServiceName.TOKEN, org, id, since);

        // then
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.jsonPath().getString("field")).isEqualTo(field);
    }
}
