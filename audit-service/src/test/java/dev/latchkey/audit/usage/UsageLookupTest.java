package dev.latchkey.audit.usage;

import static dev.latchkey.audit.Api.eventually;
import static dev.latchkey.audit.Given.ago;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.audit.Api;
import dev.latchkey.audit.Broker;
import dev.latchkey.audit.Given;
import dev.latchkey.audit.Given.Token;
import dev.latchkey.audit.TokenServiceStandIn;
import dev.latchkey.events.ServiceName;
import dev.latchkey.infrastructure.ServiceTokens;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
class UsageLookupTest {
    private final Broker broker = new Broker();
    private final Token used = Given.token();
    private final Token refused = used.sibling();
    private final Token foreign = Given.token();
    private final Instant at = ago(Duration.ofMinutes(1));

    @AfterEach
    void close() {
        broker.close();
    }

    private static Response lookup(String bearer, String body) {
        return given().header("Authorization", "Bearer " + bearer)
                .contentType("application/json")
                .body(body)
                .post("/internal/v1/usage/lookup");
    }

    private static Response lookup(String body) {
        return lookup(ServiceTokens.issue(ServiceName.TOKEN, ServiceName.AUDIT), body);
    }

    @Test
    void theLastAcceptedUseOfEachTokenIsGivenInOrder() {
        // given
        broker.send(
                used.used().at(at).from("203.0.113.7").by("curl/8.5").event(),
                refused.used().at(at).refused("expired").event(),
                foreign.used().at(at).event());
        eventually(() -> assertThat(Api.usage(foreign).getString("use")).isEqualTo("recorded"));
        eventually(() -> assertThat(Api.usage(refused).getString("use")).isEqualTo("recorded"));
        eventually(() -> assertThat(Api.usage(used).getString("use")).isEqualTo("recorded"));

        // when
        var answer = lookup("{\"org\":\"%s\",\"token_ids\":[\"%s\",\"%s\",\"%s\",\"%s\"]}"
                .formatted(used.org(), refused.id(), used.id(), foreign.id(), used.id()));

        // then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.asString()).isEqualTo("""
                        {"items":[{"token_id":"%s","last_used":null},{"token_id":"%s","last_used":\
                        {"at":"%s","ip":"203.0.113.7","user_agent":"curl/8.5"}},{"token_id":"%s","last_used":null}]}""".formatted(refused.id(), used.id(), at, foreign.id()));
    }

    @Test
    void nothingIsAskedAndNothingIsAnswered() {
        assertThat(lookup("{\"org\":\"acme\",\"token_ids\":[]}").asString()).isEqualTo("{\"items\":[]}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"token_ids":[]}                            | org
            {"org":"Acme","token_ids":[]}               | org
            {"org":null,"token_ids":[]}                 | org
            {"org":"acme"}                              | token_ids
            {"org":"acme","token_ids":["tok_"]}         | token_ids[0]
            {"org":"acme","token_ids":[null]}           | token_ids[0]
            {"org":"acme","token_ids":"tok_"}           | token_ids
            {"org":"acme","token_ids":[],"limit":1}     | limit
            [                                           | body
            null                                        | body
            """)
    void badInputIsRefusedByTheNameOfTheMember(String body, String field) {
        // when
        var answer = lookup(body);

        // then
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.jsonPath().getString("field")).isEqualTo(field);
    }

    @Test
    void moreThanTwoHundredIdsAreRefused() {
        // given
        var ids = Collections.nCopies(201, "\"" + used.id() + "\"").stream().collect(Collectors.joining(","));

        // when
        var answer = lookup("{\"org\":\"acme\",\"token_ids\":[" + ids + "]}");

        // then
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.jsonPath().getString("field")).isEqualTo("token_ids");
    }

    @ParameterizedTest
    @EnumSource(
            value = ServiceName.class,
            names = {"TOKEN", "SESSION"})
    void servicesOfTheTableAreLetIn(ServiceName caller) {
        assertThat(lookup(ServiceTokens.issue(caller, ServiceName.AUDIT), "{\"org\":\"acme\",\"token_ids\":[]}")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void anybodyElseIsNot() {
        var body = "{\"org\":\"acme\",\"token_ids\":[]}";
        assertThat(lookup(ServiceTokens.issue(ServiceName.OAUTH, ServiceName.AUDIT), body)
                        .statusCode())
                .isEqualTo(403);
        assertThat(lookup(ServiceTokens.issue(ServiceName.TOKEN, ServiceName.SESSION), body)
                        .statusCode())
                .isEqualTo(401);
        assertThat(lookup(ServiceTokens.forged(ServiceName.TOKEN, ServiceName.AUDIT), body)
                        .statusCode())
                .isEqualTo(401);
        assertThat(lookup(TokenServiceStandIn.reader("acme"), body).statusCode())
                .isEqualTo(401);
        assertThat(given().contentType("application/json")
                        .body(body)
                        .post("/internal/v1/usage/lookup")
                        .statusCode())
                .isEqualTo(401);
    }
}
