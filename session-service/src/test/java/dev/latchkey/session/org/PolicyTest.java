package dev.latchkey.session.org;

import static dev.latchkey.session.Api.assertInvalid;
import static dev.latchkey.session.Api.assertProblem;
import static dev.latchkey.session.Api.body;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.events.MembershipChanged.Role;
import dev.latchkey.events.OrgChanged;
import dev.latchkey.events.OrgPolicy;
import dev.latchkey.events.OrgPolicy.IpPrecision;
import dev.latchkey.events.SessionPolicy;
import dev.latchkey.events.Topic;
import dev.latchkey.session.Api;
import dev.latchkey.session.Given;
import dev.latchkey.session.TokenServiceStandIn;
import dev.latchkey.session.Topics;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class PolicyTest {
    @Inject
    Given given;

    private String org = "";
    private String owner = "";

    @BeforeEach
    void anOrg() {
        org = given.org();
        owner = given.member(org, Role.OWNER);
    }

    private String path() {
        return "/v1/orgs/" + org + "/policy";
    }

    private Response decide(String etag, Map<String, @Nullable Object> policy) {
        return Api.as(org, owner).header("If-Match", etag).body(policy).put(path());
    }

    @Test
    void anOrgThatHasDecidedNothingSaysSo() {
        // when
        var policy = Api.as(org, owner).get(path());

        // then
        assertThat(policy.header("ETag")).isEqualTo("\"1\"");
        assertThat(policy.jsonPath().getMap(""))
                .isEqualTo(Map.of("never_expires_allowed", false, "keep_logged_in_forbidden", false));
    }

    @Test
    void aPolicyIsKeptShownAndTold() {
        // given
        var policy = body(
                "max_token_life", "P90D",
                "never_expires_allowed", true,
                "calls_per_second", 100,
                "calls_per_second_per_token", 2.5,
                "suspend_idle_for", "P180D",
                "ip_precision", "network",
                "least_acr", "lk2",
                "max_session_life", "PT8H",
                "max_session_idle", "PT15M",
                "keep_logged_in_forbidden", true);

        // when
        var decided = decide("\"1\"", policy);
        var read = Api.as(org, owner).get(path());

        // then
        assertThat(decided.statusCode()).isEqualTo(200);
        assertThat(decided.header("ETag")).isEqualTo("\"2\"").isEqualTo(read.header("ETag"));
        assertThat(read.asString())
                .isEqualTo(decided.asString())
                .isEqualTo("{\"max_token_life\":\"PT2160H\",\"never_expires_allowed\":true,\"calls_per_second\":100.0,"
                        + "\"calls_per_second_per_token\":2.5,\"suspend_idle_for\":\"PT4320H\",\"ip_precision\":\"network\","
                        + "\"least_acr\":\"lk2\",\"max_session_life\":\"PT8H\",\"max_session_idle\":\"PT15M\","
                        + "\"keep_logged_in_forbidden\":true}");
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(Topics.read(Topic.DIRECTORY, OrgChanged.class, org)
                                .getLast()
                                .policy())
                        .isEqualTo(new OrgPolicy(
                                Duration.ofDays(90),
                                true,
                                100.0,
                                2.5,
                                Duration.ofDays(180),
                                IpPrecision.NETWORK,
                                new SessionPolicy("lk2", Duration.ofHours(8), Duration.ofMinutes(15), true))));
    }

    @Test
    void whatIsLeftOutIsLeftToTheSuiteAgain() {
        // given
        decide("\"1\"", body("least_acr", "lk2", "max_token_life", "P1D"));

        // when
        var decided = decide("\"2\"", body());

        // then
        assertThat(decided.jsonPath().getMap(""))
                .isEqualTo(Map.of("never_expires_allowed", false, "keep_logged_in_forbidden", false));
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(Topics.read(Topic.DIRECTORY, OrgChanged.class, org))
                        .hasSize(3)
                        .last()
                        .satisfies(told -> assertThat(told.policy()).isNull()));
    }

    @Test
    void aPolicyIsNotDecidedOverAnother() {
        // given
        decide("\"1\"", body("least_acr", "lk2"));

        // when
        var stale = decide("\"1\"", body());
        var blind = Api.as(org, owner).body(body()).put(path());

        // then
        assertProblem(stale, 412, "precondition-failed");
        assertProblem(blind, 428, "precondition-required");
        assertThat(Api.as(org, owner).get(path()).jsonPath().getString("least_acr"))
                .isEqualTo("lk2");
    }

    @ParameterizedTest
    @CsvSource({
        "max_token_life, P0D",
        "max_token_life, -P1D",
        "max_token_life, P367D",
        "max_token_life, PT1.5S",
        "max_token_life, P1Y",
        "max_token_life, forever",
        "suspend_idle_for, PT1H",
        "suspend_idle_for, P99999999999999999999D",
        "ip_precision, half",
        "least_acr, lk3",
        "max_session_life, P31D",
        "max_session_life, PT1S",
        "max_session_idle, P31D"
    })
    void aTextOutsideOfItsBoundsIsNamed(String field, String value) {
        assertInvalid(decide("\"1\"", body(field, value)), field);
    }

    @ParameterizedTest
    @CsvSource({
        "calls_per_second, 0",
        "calls_per_second, -1",
        "calls_per_second, 1e7",
        "calls_per_second, '\"5\"'",
        "calls_per_second_per_token, 0",
        "never_expires_allowed, '\"true\"'",
        "never_expires_allowed, 1",
        "max_token_life, 5",
        "least_acr, '\"lk2\\u0000\"'",
        "no_such_member, 1"
    })
    void aValueOfAnotherTypeIsNamed(String field, String json) {
        // when
        var refused = Api.as(org, owner)
                .header("If-Match", "\"1\"")
                .body("{\"" + field + "\":" + json + "}")
                .put(path());

        // then
        assertInvalid(refused, field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ADMIN", "MEMBER", "VIEWER"})
    void onlyOwnersDecideAndAllMembersRead(Role role) {
        // given
        var other = given.member(org, role);

        // when
        var refused =
                Api.as(org, other).header("If-Match", "\"1\"").body(body()).put(path());

        // then
        assertProblem(refused, 403, "role-too-low");
        assertThat(Api.as(org, other).get(path()).statusCode()).isEqualTo(200);
    }

    @Test
    void throughALoginAPolicyWantsFreshProof() {
        // given
        var login = TokenServiceStandIn.token("session", "write", org, owner);

        // when
        var refused = Api.with(login).header("If-Match", "\"1\"").body(body()).put(path());

        // then
        assertProblem(refused, 403, "step-up-required");
    }
}
