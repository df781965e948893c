package dev.latchkey.session.caller;

import static dev.latchkey.session.Api.assertProblem;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.events.MembershipChanged.Role;
import dev.latchkey.session.Api;
import dev.latchkey.session.Given;
import dev.latchkey.session.TokenServiceStandIn;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class CallerTest {
    @Inject
    Given given;

    private static Response presenting(String token) {
        return Api.with(token).get("/v1/people/me");
    }

    @Test
    void withoutATokenNothingIsTold() {
        for (var refused : List.of(
                given().get("/v1/people/me"),
                given().cookie("lk-session", "x").get("/v1/people/me"),
                given().header("Authorization", "Digest dTpw").get("/v1/people/me"))) {
            assertProblem(refused, 401, "unauthorized");
            assertThat(refused.header("WWW-Authenticate")).startsWith("Bearer realm=\"latchkey\"");
        }
    }

    @ParameterizedTest
    @CsvSource({"expired,401", "revoked,401", "bad-signature,401", "resource-denied,403", "access-denied,403"})
    void aTokenThatVerifyRefusesIsRefusedForTheSameReason(String reason, int status) {
        assertProblem(presenting(TokenServiceStandIn.refused(reason)), status, reason);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 500, 503})
    void whenVerifyGivesNoVerdictNobodyIsLetIn(int status) {
        assertProblem(presenting(TokenServiceStandIn.status(status)), 503, "unavailable");
    }

    @Test
    void whenTokenServiceIsAwayNobodyIsLetIn() {
        // when
        var refused = presenting(TokenServiceStandIn.broken());

        // then
        assertProblem(refused, 503, "unavailable");
        assertThat(refused.header("Retry-After")).isEqualTo("1");
    }

    static List<String> verdictsThatMakeNoSense() {
        var token = "\"token\":{\"id\":\"" + TokenServiceStandIn.TOKEN_ID + "\",\"kind\":\"personal\"}";
        var subject = "\"subject\":{\"person\":\"per_ha0ygzksccf6\"}";
        var effective = "\"effective\":{\"org\":\"acme\"}";
        return List.of(
                "{\"allowed\":true}",
                "{\"allowed\":true," + token + "," + subject + "}",
                "{\"allowed\":true," + token + "," + effective + "}",
                "{\"allowed\":true," + subject + "," + effective + "}",
                "{\"allowed\":true," + token + ",\"subject\":{\"person\":\"per_x\"}," + effective + "}",
                "{\"allowed\":true," + token + "," + subject + ",\"effective\":{\"org\":\"A B\"}}",
                "{\"allowed\":true,\"token\":{\"id\":\"tok_x\",\"kind\":\"personal\"}," + subject + "," + effective
                        + "}",
                "{\"allowed\":true," + token.replace("personal", "odd") + "," + subject + "," + effective + "}",
                "[]",
                "null");
    }

    @ParameterizedTest
    @MethodSource("verdictsThatMakeNoSense")
    void aVerdictThatMakesNoSenseLetsNobodyIn(String verdict) {
        assertProblem(presenting(TokenServiceStandIn.saying(verdict)), 503, "unavailable");
    }

    @Test
    void aTokenThatMayOnlyReadChangesNothing() {
        // given
        var org = given.org();
        var owner = given.member(org, Role.OWNER);
        var token = TokenServiceStandIn.token("personal", "read", org, owner);

        // when
        var read = Api.with(token).get("/v1/orgs/" + org);
        var changed = Api.with(token).body(Api.body("display_name", "x")).patch("/v1/orgs/" + org);

        // then
        assertThat(read.statusCode()).isEqualTo(200);
        assertProblem(changed, 403, "access-denied");
    }

    @ParameterizedTest
    @CsvSource({"GET,read", "PATCH,write"})
    void verifyIsAskedForOrgsFromTheCallersAddress(String method, String access) {
        // given
        var token = TokenServiceStandIn.personal("acme", "per_ha0ygzksccf6");

        // when
        Api.with(token).body(Api.body("display_name", "x")).request(method, "/v1/people/me");

        // then
        var asked = JsonPath.from(TokenServiceStandIn.verified());
        assertThat(asked.getMap("question"))
                .isEqualTo(Map.of(
                        "token",
                        token,
                        "request",
                        Map.of(
                                "org",
                                "*",
                                "resource",
                                "latchkey/orgs",
                                "access",
                                access,
                                "method",
                                method,
                                "ip",
                                "127.0.0.1",
                                "user_agent",
                                "test/1.0"),
                        "discharges",
                        List.of()));
        var claims = asked.getString("authorization").replaceAll("^[^.]*\\.|\\.[^.]*$", "");
        assertThat(JsonPath.from(new String(Base64.getUrlDecoder().decode(claims), UTF_8))
                        .getMap(""))
                .containsEntry("sub", "system:serviceaccount:latchkey:session-service")
                .containsEntry("aud", List.of("latchkey-token"));
    }
}
