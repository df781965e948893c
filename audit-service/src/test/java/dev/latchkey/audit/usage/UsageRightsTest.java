package dev.latchkey.audit.usage;

import static dev.latchkey.audit.Api.eventually;
import static dev.latchkey.audit.Given.ago;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.audit.Api;
import dev.latchkey.audit.Broker;
import dev.latchkey.audit.Given;
import dev.latchkey.audit.Given.Token;
import dev.latchkey.audit.TokenServiceStandIn;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class UsageRightsTest {
    private static final String METADATA =
            ", resource_metadata=\"http://localhost:8080/.well-known/oauth-protected-resource\"";

    private final Broker broker = new Broker();
    private final Token token = Given.token();

    @BeforeEach
    void aUsedToken() {
        broker.send(token.minted(ago(Duration.ofDays(1))));
        broker.send(token.used().event());
        eventually(() -> assertThat(Api.usage(token).getString("use")).isEqualTo("recorded"));
    }

    @AfterEach
    void close() {
        broker.close();
    }

    private String path() {
        return "/v1/usage/tokens/" + token.id();
    }

    private static Response presenting(String authorization, String path) {
        return given().header("Authorization", authorization).get(path);
    }

    @Test
    void aTokenOfTheOrgThatReachesUsageReadsEveryPath() {
        assertThat(Api.get(token.org(), path()).statusCode()).isEqualTo(200);
        assertThat(Api.get(token.org(), path() + "/sources").statusCode()).isEqualTo(200);
        assertThat(Api.get(token.org(), "/v1/usage/tokens?org=" + token.org()).statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/sources"})
    void anotherOrgsIdReadsAsOneThatDoesNotExist(String part) {
        // when
        var foreign = Api.get("globex", path() + part);
        var unknown = Api.get("globex", "/v1/usage/tokens/" + Given.token().id() + part);
        var noId = Api.get("globex", "/v1/usage/tokens/tok_no-such" + part);

        // then
        assertThat(foreign.statusCode()).isEqualTo(404);
        assertThat(foreign.jsonPath().getString("type")).isEqualTo("https://latchkey.dev/problems/not-found");
        assertThat(foreign.asString()).isEqualTo(unknown.asString()).isEqualTo(noId.asString());
        assertThat(foreign.headers().asList().stream().map(Object::toString))
                .isEqualTo(unknown.headers().asList().stream()
                        .map(Object::toString)
                        .toList());
    }

    @Test
    void anotherOrgsListReadsAsOneThatDoesNotExist() {
        // when
        var foreign = Api.get("globex", "/v1/usage/tokens?org=" + token.org());
        var unknown = Api.get("globex", "/v1/usage/tokens?org=" + Given.org());

        // then
        assertThat(foreign.statusCode()).isEqualTo(404);
        assertThat(foreign.asString()).isEqualTo(unknown.asString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/sources"})
    void withoutATokenNothingIsTold(String part) {
        for (var refused : new Response[] {given().get(path() + part), presenting("Digest dTpw", path() + part)}) {
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"latchkey\"" + METADATA);
            assertThat(refused.contentType()).isEqualTo("application/problem+json");
            assertThat(refused.jsonPath().getString("type")).isEqualTo("https://latchkey.dev/problems/unauthorized");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "truncated,401,invalid_token",
        "malformed,401,invalid_token",
        "mistyped,401,invalid_token",
        "bad-signature,401,invalid_token",
        "undischarged,401,invalid_token",
        "unknown-caveat,401,invalid_token",
        "revoked,401,invalid_token",
        "suspended,401,invalid_token",
        "session-ended,401,invalid_token",
        "expired,401,invalid_token",
        "wrong-org,403,insufficient_scope",
        "resource-denied,403,insufficient_scope",
        "method-denied,403,insufficient_scope",
        "app-suspended,401,invalid_token",
        "app-read-only,403,insufficient_scope",
        "a-reason-of-the-future,403,insufficient_scope"
    })
    void aTokenThatVerifyRefusesIsRefusedForTheSameReason(String reason, int status, String error) {
        // when
        var refused = presenting("Bearer " + TokenServiceStandIn.refused(reason), path());

        // then
        assertThat(refused.statusCode()).isEqualTo(status);
        assertThat(refused.jsonPath().getString("type")).isEqualTo("https://latchkey.dev/problems/" + reason);
        assertThat(refused.header("WWW-Authenticate"))
                .isEqualTo("Bearer realm=\"latchkey\", error=\"%s\", error_description=\"%s\"".formatted(error, reason)
                        + METADATA);
    }

    @Test
    void thePasswordOfBasicIsTakenForTheToken() {
        // given
        var pair = "ada:" + TokenServiceStandIn.refused("expired");

        // when
        var refused = presenting("Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8)), path());

        // then
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.jsonPath().getString("type")).isEqualTo("https://latchkey.dev/problems/expired");
    }

    @Test
    void twoCredentialsAreNoRequest() {
        // given
        var token = "Bearer " + TokenServiceStandIn.refused("expired");

        // when
        var refused = given().header("Authorization", token, token).get(path());

        // then
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.header("WWW-Authenticate"))
                .isEqualTo("Bearer realm=\"latchkey\", error=\"invalid_request\"" + METADATA);
    }

    @Test
    void aReasonThatIsNoScopeIsNotToldAsOne() {
        // when
        var address = presenting("Bearer " + TokenServiceStandIn.refused("ip-denied"), path());
        var often = presenting("Bearer " + TokenServiceStandIn.refused("rate-limited"), path());
        var noWord = presenting("Bearer " + TokenServiceStandIn.refused("No Word"), path());

        // then
        assertThat(address.statusCode()).isEqualTo(403);
        assertThat(address.jsonPath().getString("type")).isEqualTo("https://latchkey.dev/problems/ip-denied");
        assertThat(address.header("WWW-Authenticate")).isNull();
        assertThat(often.statusCode()).isEqualTo(429);
        assertThat(often.header("Retry-After")).isEqualTo("1");
        assertThat(often.jsonPath().getString("type")).isEqualTo("https://latchkey.dev/problems/rate-limited");
        assertThat(noWord.statusCode()).isEqualTo(403);
        assertThat(noWord.asString()).contains("/problems/refused").doesNotContain("No Word");
    }

    @Test
    void whatIsToldOfARefusalIsWhatVerifySays() {
        assertThat(presenting("Bearer " + TokenServiceStandIn.refused("expired"), path())
                        .jsonPath()
                        .getString("detail"))
                .isEqualTo("Because of expired.");
    }

    @Test
    void anUnknownKeyReadsAsABadSignature() {
        // when
        var unknown = presenting("Bearer " + TokenServiceStandIn.refused("unknown-key"), path());
        var bad = presenting("Bearer " + TokenServiceStandIn.refused("bad-signature"), path());

        // then
        assertThat(unknown.statusCode()).isEqualTo(401);
        assertThat(unknown.asString()).isEqualTo(bad.asString());
        assertThat(unknown.header("WWW-Authenticate")).isEqualTo(bad.header("WWW-Authenticate"));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 500, 503})
    void whenVerifyGivesNoVerdictNobodyIsLetIn(int status) {
        assertUnavailable(presenting("Bearer " + TokenServiceStandIn.status(status), path()));
    }

    @Test
    void whenTokenServiceIsAwayNobodyIsLetIn() {
        assertUnavailable(presenting("Bearer " + TokenServiceStandIn.broken(), path()));
    }

    @Test
    void aVerdictWithoutAnOrgLetsNobodyIn() {
        assertUnavailable(presenting("Bearer " + TokenServiceStandIn.reader(""), path()));
    }

    private static void assertUnavailable(Response refused) {
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.header("Retry-After")).isEqualTo("1");
        assertThat(refused.jsonPath().getString("type")).isEqualTo("https://latchkey.dev/problems/unavailable");
    }

    @Test
    void verifyIsAskedForReadingUsageFromTheCallersAddress() {
        // when
        given().header("Authorization", "bEARER " + TokenServiceStandIn.reader(token.org()))
                .header("User-Agent", "bar/1.0")
                .get(path())
                .then()
                .statusCode(200);

        // then
        var asked =
                JsonPath.from(given().get(TokenServiceStandIn.url() + "/asked").asString());
        assertThat(asked.getMap("question"))
                .isEqualTo(Map.of(
                        "token", TokenServiceStandIn.reader(token.org()),
                        "request",
                                Map.of(
                                        "org", "*",
                                        "resource", "latchkey/usage",
                                        "access", "read",
                                        "method", "GET",
                                        "ip", "127.0.0.1",
                                        "user_agent", "bar/1.0"),
                        "discharges", java.util.List.of()));
        var claims = asked.getString("authorization").replaceAll("^[^.]*\\.|\\.[^.]*$", "");
        assertThat(JsonPath.from(new String(Base64.getUrlDecoder().decode(claims), UTF_8))
                        .getMap(""))
                .containsEntry("sub", "system:serviceaccount:latchkey:audit-service")
                .containsEntry("aud", java.util.List.of("latchkey-token"));
    }

    @Test
    void dischargesAreHandedOn() {
        // when
        given().header("Authorization", "Bearer " + TokenServiceStandIn.reader(token.org()))
                .header("Latchkey-Discharge", "lkx_a, lkx_b", "lkx_c")
                .get(path())
                .then()
                .statusCode(200);
        var asked =
                JsonPath.from(given().get(TokenServiceStandIn.url() + "/asked").asString());
        var refused = given().header("Authorization", "Bearer " + TokenServiceStandIn.undischarged())
                .get(path());
        var many = given().header("Authorization", "Bearer " + TokenServiceStandIn.reader(token.org()))
                .header("Latchkey-Discharge", "x,x,x,x,x,x,x,x,x")
                .get(path());

        // then
        assertThat(asked.getList("question.discharges")).isEqualTo(java.util.List.of("lkx_a", "lkx_b", "lkx_c"));
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.jsonPath().getList("tickets")).isEqualTo(java.util.List.of("lkt1"));
        assertThat(refused.jsonPath().getString("discharges[0].cause")).isEqualTo("missing");
        assertThat(refused.header("WWW-Authenticate")).contains("error_description=\"undischarged\"");
        assertThat(many.statusCode()).isEqualTo(400);
    }
}
