package dev.latchkey.token;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is refused before anybody looks at what is asked: bytes that are no text, queries nobody reads, bodies that are
/// too long.
@ServiceTest
class RequestFormTest {
    private static final int USUAL = 1024 * 1024;
    private static final int OF_LISTS = 5 * USUAL;
    private static final String LONG_TOKEN = "x".repeat(4_096);

    private final Stack stack = Stack.create();
    private String owner = "";

    @BeforeEach
    void mintOwner() {
        owner = stack.owner();
    }

    /// UTF-32 and UTF-16 by their first bytes, and UTF-8 that is none.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "007b0000",
                "0000007b00ff0000",
                "7b000000ffffff7f",
                "feff7b",
                "7b226e616d65223a22ff227d",
                "ff",
                "efbb"
            })
    void bytesThatAreNoTextAreABadBody(String hex) {
        // when
        var answer = given().header("Authorization", "Bearer " + owner)
                .contentType("application/json")
                .body(HexFormat.of().parseHex(hex))
                .post("/v1/tokens");

        // then
        answer.then()
                .statusCode(400)
                .body("type", endsWith("/problems/invalid-request"))
                .body("field", equalTo("body"));
    }

    @Test
    void anEmptyStringIsNoValueThatWasLeftOut() {
        // given
        var token = stack.minted(owner);

        // when
        var answer = Stack.post(
                owner, "/v1/tokens/bulk", Map.of("action", "revoke", "ids", List.of(token.id()), "dry_run", ""));

        // then
        answer.then().statusCode(400).body("field", equalTo("dry_run"));
    }

    @ParameterizedTest
    @CsvSource({
        "?Wait=true, Wait",
        "?wiat=true, wiat",
        "?wait=true&wait=no, wait",
        "?wait=true;wait=no, wait",
        "?wait=, wait",
        "?wait, wait",
        "?=true, query",
        "?wait=true&%3Cscript%3E=1, query"
    })
    void aQueryThatIsNotReadAsItSaysIsRefused(String query, String field) {
        // given
        var token = stack.minted(owner);

        // when
        var answer = send("POST", "/v1/tokens/" + token.id() + "/revoke" + query);

        // then
        assertInvalid(answer, field);
        Stack.get(owner, "/v1/tokens/" + token.id()).then().body("state", equalTo("active"));
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /v1/tokens?org=acme, org",
        "POST, /v1/tokens/bulk?dry_run=true, dry_run",
        "POST, /v1/verify/batch?x=1, x",
        "POST, /v1/leaks?x=1, x",
        "PUT, /v1/tokens/tok_x/restrictions?access=read, access",
        "PATCH, /v1/tokens/tok_x?name=y, name",
        "POST, /v1/tokens/tok_x/suspend?wait=true, wait",
        "GET, /v1/tokens/tok_x?org=acme, org",
        "GET, /v1/tokens?org=acme&q=, q",
        "GET, /v1/tokens?org=acme&org=globex, org",
        "GET, /v1/tokens/keys?org=acme&page=2, page"
    })
    void aParameterThatAMethodDoesNotReadIsRefusedEverywhere(String method, String target, String field) {
        assertInvalid(send(method, target), field);
    }

    @Test
    void servicesAreHeldToItTooAndLearnNothingBefore() {
        // when
        var known = given().header("Authorization", Stack.serviceJwt())
                .contentType("application/json")
                .body(Map.of("sessions", List.of("ses_x"), "since", "2026-10-01T12:00:00Z"))
                .post("/internal/v1/session-ends?wiat=true");
        var unknown = given().contentType("application/json").body("{}").post("/internal/v1/session-ends?wiat=true");

        // then
        known.then().statusCode(400).body("field", equalTo("wiat"));
        unknown.then().statusCode(401);
    }

    @Test
    void whatItReadsIsRead() {
        // given
        var token = stack.minted(owner);

        // then
        assertThat(send("GET", "/v1/tokens?org=" + stack.org() + "&state=active&q=c%69&limit=5")
                        .status())
                .isEqualTo(200);
        assertThat(send("POST", "/v1/tokens/" + token.id() + "/revoke?wait=true")
                        .status())
                .isIn(200, 202);
    }

    @Test
    void anUnclearCredentialIsNamedByItsHeader() {
        // when
        var two = given().header("Authorization", "Bearer " + owner, "Bearer " + owner)
                .get("/v1/whoami");
        var bad = given().header("Authorization", "Basic !").get("/v1/whoami");

        // then
        for (var answer : List.of(two, bad)) {
            answer.then().statusCode(400).body("field", equalTo("Authorization"));
        }
    }

    @Test
    void theLongestReportAndTheLongestBatchAreTaken() {
        // given
        var item = Map.of("token", LONG_TOKEN, "request", Map.of("org", stack.org(), "access", "read"));

        // when
        var report = given().contentType("application/json")
                .body(Map.of("tokens", Collections.nCopies(1_000, LONG_TOKEN)))
                .post("/v1/leaks");
        var batch = Stack.post(stack.verifier(), "/v1/verify/batch", Map.of("items", Collections.nCopies(256, item)));

        // then
        report.then().statusCode(202).body("received", equalTo(1_000));
        batch.then().statusCode(200).body("items.size()", equalTo(256));
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/leaks, " + OF_LISTS,
        "/v1/verify/batch, " + OF_LISTS,
        "/v1/tokens, " + USUAL,
        "/v1/verify, " + USUAL
    })
    void aLongerBodyIsRefusedUnread(String path, int most) {
        // when
        var answer = RawHttp.to(RestAssured.port, "POST", path)
                .lines(List.of(
                        "Authorization: Bearer " + owner,
                        "Content-Type: application/json",
                        "Content-Length: " + (most + 1)))
                .send();

        // then
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.single("content-type")).isEqualTo("application/problem+json");
        assertThat(JsonPath.from(answer.body()).getString("type")).endsWith("/problems/body-too-large");
    }

    @Test
    void aBodyOfUntoldLengthIsCutOff() {
        // given
        var text = "{\"name\":\"" + "x".repeat(USUAL) + "\"}";
        var chunks = Integer.toHexString(text.getBytes(UTF_8).length) + "\r\n" + text + "\r\n0\r\n\r\n";

        // when
        var answer = RawHttp.to(RestAssured.port, "POST", "/v1/tokens")
                .lines(List.of(
                        "Authorization: Bearer " + owner,
                        "Content-Type: application/json",
                        "Transfer-Encoding: chunked"))
                .body(chunks)
                .send();

        // then
        assertThat(answer.status()).isEqualTo(413);
    }

    private RawHttp.Answer send(String method, String target) {
        var lines = new ArrayList<>(List.of("Authorization: Bearer " + owner));
        if (!method.equals("GET")) {
            lines.addAll(List.of("Content-Type: application/json", "Content-Length: 2"));
        }
        var request = RawHttp.to(RestAssured.port, method, target).lines(lines);
        return (method.equals("GET") ? request : request.body("{}")).send();
    }

    private static void assertInvalid(RawHttp.Answer answer, String field) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(JsonPath.from(answer.body()).getString("type")).endsWith("/problems/invalid-request");
        assertThat(JsonPath.from(answer.body()).getString("field")).isEqualTo(field);
    }
}
