package dev.latchkey.token.ticket;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.latchkey.access.Identifier;
import dev.latchkey.access.SessionId;
import dev.latchkey.events.Act;
import dev.latchkey.events.Act.Actor;
import dev.latchkey.events.Act.ActorKind;
import dev.latchkey.events.Act.Origin;
import dev.latchkey.events.MembershipChanged.Role;
import dev.latchkey.events.SessionEnded;
import dev.latchkey.events.TokenMinted;
import dev.latchkey.events.TokenUsed;
import dev.latchkey.events.Topic;
import dev.latchkey.token.Peer;
import dev.latchkey.token.ServiceTest;
import dev.latchkey.token.SessionServiceStandIn;
import dev.latchkey.token.Stack;
import dev.latchkey.token.Topics;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Tokens that hold only while their person is logged in, from the mint to every door.
@ServiceTest
class LiveLoginTest {
    private final Stack stack = Stack.create();
    private final SessionId session = SessionId.of(Instant.now(), new Random());
    private String owner = "";

    @BeforeEach
    void mintOwner() {
        owner = stack.owner();
    }

    @AfterEach
    void recover() {
        SessionServiceStandIn.recovers();
    }

    @Test
    void aTokenIsMintedWithATicketForItsPersonAsItsLastCaveat() {
        // when
        var answer = stack.mint(owner, "name", "ci", "access", "read", "live_login", true);

        // then
        answer.then().statusCode(201).body("live_login", equalTo(true));
        var token = SessionServiceStandIn.token(answer.path("token"));
        assertThat(token.predicates()).hasSize(3).last().asString().startsWith("time-before ");
        assertThat(token.identifier()).extracting(Identifier::issued).isEqualTo(4);
        assertThat(token.macaroon().caveat(3)).hasToString("ThirdParty[160 bytes]");
        assertThat(SessionServiceStandIn.opened(answer.path("token")).person().publicId())
                .isEqualTo(answer.path("person"));
        Stack.get(owner, "/v1/tokens/" + answer.path("id")).then().body("live_login", equalTo(true));
        Stack.get(owner, "/v1/tokens?org=" + stack.org()).then().body("items.live_login", hasItem(true));
        Awaitility.await()
                .untilAsserted(() -> assertThat(minted(answer.path("id")))
                        .extracting(TokenMinted::liveLogin)
                        .containsExactly(true));
    }

    @Test
    void aTokenThatAsksForNoneHasNone() {
        // given
        var answer = stack.mint(owner, "name", "ci", "access", "read");

        // then
        answer.then().statusCode(201).body("live_login", equalTo(false));
        assertThat(SessionServiceStandIn.token(answer.path("token")).tickets()).isEmpty();
        Awaitility.await()
                .untilAsserted(() -> assertThat(minted(answer.path("id")))
                        .extracting(TokenMinted::liveLogin)
                        .containsOnlyNulls());
    }

    @Test
    void itHoldsWithItsDischargeAndNotWithoutOne() {
        // given
        var verifier = stack.verifier();
        var token = tied();
        var discharge = SessionServiceStandIn.discharge(token.text(), session);
        var ticket = SessionServiceStandIn.opened(token.text()).text();

        // when
        var without = stack.verify(verifier, token.text());
        var with = stack.verifyWith(verifier, token.text(), discharge);
        var leftOver = stack.verifyWith(verifier, stack.minted(owner).text(), discharge);
        var elsewhere = stack.verifyWith(verifier, tied().text(), discharge);

        // then
        without.then()
                .statusCode(200)
                .body("allowed", equalTo(false))
                .body("reason", equalTo("undischarged"))
                .body("tickets", equalTo(List.of(ticket)))
                .body("discharges", equalTo(List.of(Map.of("ticket", ticket, "cause", "missing"))));
        with.then()
                .statusCode(200)
                .body("allowed", equalTo(true))
                .body("token.id", equalTo(token.id()))
                .body("token.narrowed", equalTo(false));
        assertThat(Instant.parse(with.<String>path("effective.expires_at")))
                .isBefore(Instant.now().plusSeconds(301));
        leftOver.then()
                .body("reason", equalTo("undischarged"))
                .body("tickets", equalTo(List.of()))
                .body("discharges.cause", equalTo(List.of("left-over")));
        elsewhere.then().body("reason", equalTo("undischarged"));
        Awaitility.await()
                .untilAsserted(() -> assertThat(used(token))
                        .extracting(TokenUsed::child)
                        .contains("root")
                        .containsOnly("root"));
    }

    @Test
    void oneOfABatchIsDecidedWithItsOwnDischarges() {
        // given
        var token = tied();
        var request = Map.of("org", stack.org(), "access", "read");
        var discharges = List.of(SessionServiceStandIn.discharge(token.text(), session));

        // when
        var answer = Stack.post(
                stack.verifier(),
                "/v1/verify/batch",
                Map.of(
                        "items",
                        List.of(
                                Map.of("token", token.text(), "request", request, "discharges", discharges),
                                Map.of("token", token.text(), "request", request))));

        // then
        answer.then().statusCode(200).body("items.allowed", equalTo(List.of(true, false)));
    }

    @Test
    void dischargesGoWithATokenWhereverItIsPresented() {
        // given
        var token = tied();
        var discharge = SessionServiceStandIn.discharge(token.text(), session);
        var ticket = SessionServiceStandIn.opened(token.text()).text();

        // when
        var described = presenting(token.text(), discharge).get("/v1/whoami");
        var listed = presenting(token.text(), "", " " + discharge + " ,").get("/v1/tokens?org=" + stack.org());
        var narrowed = presenting(token.text(), discharge)
                .contentType("application/json")
                .body(Map.of("methods", List.of("GET")))
                .post("/v1/tokens/narrow");
        var bare = Stack.get(token.text(), "/v1/whoami");

        // then
        described.then().statusCode(200).body("token.id", equalTo(token.id()));
        listed.then().statusCode(200).body("items.id", hasItem(token.id()));
        narrowed.then().statusCode(200);
        presenting(narrowed.path("token"), discharge).get("/v1/whoami").then().statusCode(200);
        bare.then()
                .statusCode(401)
                .body("type", endsWith("/problems/undischarged"))
                .body("tickets", equalTo(List.of(ticket)))
                .body("discharges.cause", equalTo(List.of("missing")));
        assertThat(bare.header("WWW-Authenticate"))
                .startsWith("Bearer realm=\"latchkey\", error=\"invalid_token\", error_description=\"undischarged\"")
                .doesNotContain("lkt1");
    }

    @Test
    void aProxyIsToldTheSame() {
        // given
        var door = stack.verifier();
        var token = tied();
        var discharge = SessionServiceStandIn.discharge(token.text(), session);

        // when
        var allowed = asking(door, token.text())
                .header("Latchkey-Discharge", discharge)
                .get(question());
        var refused = asking(door, token.text()).get(question());

        // then
        allowed.then().statusCode(200).header("Latchkey-Token-Id", equalTo(token.id()));
        allowed.then().header("Latchkey-Discharge", nullValue());
        refused.then()
                .statusCode(401)
                .header("Latchkey-Reason", equalTo("undischarged"))
                .body("tickets", not(equalTo(List.of())));
    }

    @Test
    void moreDischargesThanAnybodyNeedsAreNoRequest() {
        // given
        var nine = new String[9];
        Arrays.fill(nine, "lkx_Ag");

        // when
        var many = presenting(owner, nine).get("/v1/whoami");
        var folded = presenting(owner, String.join(",", nine)).get("/v1/whoami");
        var posted = stack.verifyWith(stack.verifier(), owner, nine);

        // then
        for (var refused : new Response[] {many, folded, posted}) {
            refused.then().statusCode(400).body("type", endsWith("/problems/invalid-request"));
        }
    }

    @Test
    void aDischargeEndsWithItsSession() {
        // given
        var verifier = stack.verifier();
        var token = tied();
        var discharge = SessionServiceStandIn.discharge(token.text(), session);
        stack.verifyWith(verifier, token.text(), discharge).then().body("allowed", equalTo(true));

        // when
        var act =
                new Act(new Actor(ActorKind.SERVICE, "session-service", null, null, null), Origin.NONE, Instant.now());
        Stack.publish(new SessionEnded(
                session.publicId(),
                SessionServiceStandIn.opened(token.text()).person().publicId(),
                Instant.now(),
                "logged-out",
                act));

        // then
        Awaitility.await()
                .untilAsserted(() -> stack.verifyWith(verifier, token.text(), discharge)
                        .then()
                        .body("reason", equalTo("session-ended")));
    }

    @Test
    void withoutSessionServiceNothingIsMinted() {
        for (var answer : List.of("", "{\"keys\":[]}", "not json")) {
            // given
            SessionServiceStandIn.answers(answer);

            // when
            var refused = stack.mint(owner, "name", "tied", "access", "read", "live_login", true);
            var loose = stack.mint(owner, "name", "loose", "access", "read", "live_login", false);

            // then
            refused.then().statusCode(503).body("type", endsWith("/problems/unavailable"));
            loose.then().statusCode(201);
        }
        Stack.get(owner, "/v1/tokens?org=" + stack.org()).then().body("items.name", not(hasItem("tied")));
    }

    @Test
    void onlyAPersonalTokenHangsOnALogin() {
        // when
        var deploy = stack.mint(
                owner, "kind", "deploy", "name", "ci", "access", "read", "resource", "apps", "live_login", true);

        // then
        deploy.then().statusCode(400).body("field", equalTo("live_login"));
        stack.mint(owner, "kind", "deploy", "name", "ci", "access", "read", "resource", "apps", "live_login", false)
                .then()
                .statusCode(201);
    }

    @Test
    void aServiceMintsOneForAPerson() {
        // given
        var person = stack.person(Role.OWNER);
        stack.tokenOf(person, "read");

        // when
        var answer = given().header("Authorization", Stack.serviceJwt())
                .contentType("application/json")
                .body(Map.of("org", stack.org(), "person", person, "name", "cli", "access", "read", "live_login", true))
                .post("/internal/v1/tokens");

        // then
        answer.then().statusCode(201).body("live_login", equalTo(true));
        assertThat(SessionServiceStandIn.opened(answer.path("token")).person().publicId())
                .isEqualTo(person);
    }

    @Test
    void oneDoesNotMint() {
        // given
        var token = stack.minted(owner, "access", "write", "live_login", true);
        var discharge = SessionServiceStandIn.discharge(token.text(), session);

        // when
        var answer = presenting(token.text(), discharge)
                .contentType("application/json")
                .body(Map.of("org", stack.org(), "name", "child", "access", "read"))
                .post("/v1/tokens");

        // then
        answer.then().statusCode(403).body("type", endsWith("/problems/cannot-mint"));
    }

    @Test
    void aSuccessorHangsOnALoginTooWithATicketOfItsOwn() {
        // given
        var old = tied();

        // when
        var answer = Stack.post(owner, "/v1/tokens/" + old.id() + "/rotate", Map.of("overlap", "PT1H"));

        // then
        answer.then().statusCode(201).body("live_login", equalTo(true));
        var successor = answer.<String>path("token");
        assertThat(SessionServiceStandIn.opened(successor).text())
                .isNotEqualTo(SessionServiceStandIn.opened(old.text()).text());
        stack.verifyWith(stack.verifier(), successor, SessionServiceStandIn.discharge(successor, session))
                .then()
                .body("allowed", equalTo(true));
    }

    @Test
    void withoutSessionServiceNoneIsReplaced() {
        // given
        var old = tied();
        SessionServiceStandIn.answers("");

        // when
        var answer = Stack.post(owner, "/v1/tokens/" + old.id() + "/rotate", Map.of("overlap", "PT1H"));

        // then
        answer.then().statusCode(503).body("type", endsWith("/problems/unavailable"));
        Stack.get(owner, "/v1/tokens/" + old.id()).then().body("state", equalTo("active"));
    }

    @Test
    void theSameRequestAgainAnswersTheSameTokenWithAnotherTicket() {
        // given
        var key = "\"" + Stack.word(20) + "\"";
        var first = repeatable(key);
        first.then().statusCode(201);

        // when
        var again = repeatable(key);

        // then
        again.then().statusCode(201).body("id", equalTo(first.path("id"))).body("hint", equalTo(first.path("hint")));
        for (var text : List.of(first.<String>path("token"), again.<String>path("token"))) {
            stack.verifyWith(stack.verifier(), text, SessionServiceStandIn.discharge(text, session))
                    .then()
                    .body("allowed", equalTo(true));
        }
        SessionServiceStandIn.answers("");
        repeatable(key).then().statusCode(503);
    }

    private Response repeatable(String key) {
        return given().header("Authorization", "Bearer " + owner)
                .header("Idempotency-Key", key)
                .contentType("application/json")
                .body(Map.of("org", stack.org(), "name", "ci", "access", "read", "live_login", true))
                .post("/v1/tokens");
    }

    @Test
    void aDoorThatHangsOnALoginIsAskedEachTime() {
        // given
        var door = stack.minted(owner, "resource", "latchkey/verify", "live_login", true);
        var token = stack.minted(owner);
        var body = Map.of("token", token.text(), "request", Map.of("org", "*", "access", "read"));

        // when
        var let = presenting(door.text(), SessionServiceStandIn.discharge(door.text(), session))
                .contentType("application/json")
                .body(body)
                .post("/v1/verify");
        var shut = Stack.post(door.text(), "/v1/verify", Map.copyOf(body));

        // then
        let.then().statusCode(200).body("allowed", equalTo(true));
        shut.then().statusCode(401).body("type", endsWith("/problems/undischarged"));
    }

    @Test
    void aHolderTiesACopyToALoginOffline() {
        // given
        var token = stack.minted(owner);
        var verifier = stack.verifier();
        var tied = SessionServiceStandIn.tied(token.text(), stack.person(Role.MEMBER));
        var narrowed = Peer.narrow(tied, "method in GET");

        // when
        var discharge = SessionServiceStandIn.discharge(tied, session);

        // then
        stack.verify(verifier, tied).then().body("reason", equalTo("undischarged"));
        stack.verifyWith(verifier, tied, discharge)
                .then()
                .body("allowed", equalTo(true))
                .body("token.narrowed", equalTo(true));
        stack.verifyWith(verifier, narrowed, discharge).then().body("reason", equalTo("method-denied"));
    }

    private Stack.Minted tied() {
        return stack.minted(owner, "live_login", true);
    }

    private static RequestSpecification presenting(String token, String... discharges) {
        var request = given().header("Authorization", "Bearer " + token);
        for (var discharge : discharges) {
            request = request.header("Latchkey-Discharge", discharge);
        }
        return request;
    }

    private static RequestSpecification asking(String door, String token) {
        return presenting(token)
                .header("Latchkey-Door", door)
                .header("X-Original-Method", "GET")
                .header("X-Original-URI", "/apps");
    }

    private String question() {
        return "/v1/forward-auth?proxy=nginx&org=" + stack.org();
    }

    private static List<TokenMinted> minted(String id) {
        return Topics.read(Topic.TOKENS, TokenMinted.class, id);
    }

    private static List<TokenUsed> used(Stack.Minted token) {
        return Topics.read(Topic.TOKEN_USAGE, TokenUsed.class, token.id());
    }
}
