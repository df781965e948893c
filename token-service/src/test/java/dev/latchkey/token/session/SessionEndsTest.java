package dev.latchkey.token.session;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.latchkey.access.SessionId;
import dev.latchkey.events.Act;
import dev.latchkey.events.Act.Actor;
import dev.latchkey.events.Act.ActorKind;
import dev.latchkey.events.Act.Origin;
import dev.latchkey.events.ServiceName;
import dev.latchkey.events.SessionEnded;
import dev.latchkey.infrastructure.ServiceTokens;
import dev.latchkey.token.Peer;
import dev.latchkey.token.ServiceTest;
import dev.latchkey.token.Stack;
import dev.latchkey.token.Tables;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@ServiceTest
class SessionEndsTest {
    private static final String PATH = "/internal/v1/session-ends";
    private static final String SINCE = "2026-11-01T12:00:00Z";
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Act ACT =
            new Act(new Actor(ActorKind.SERVICE, "session-service", null, null, null), Origin.NONE, Instant.EPOCH);

    private final Random random = new Random();
    private final Stack stack = Stack.create();

    @Test
    void aTokenNarrowedToASessionEndsWithIt() {
        // given
        var verifier = stack.verifier();
        var ended = session(Instant.now());
        var other = session(Instant.now());
        var token = stack.minted(stack.owner());
        var bound = Peer.narrow(token.text(), "session = " + ended);
        var boundToOther = Peer.narrow(token.text(), "session = " + other);
        stack.verify(verifier, bound).then().body("allowed", equalTo(true));

        // when
        var answer = end(session(), Map.of("sessions", List.of(ended), "since", SINCE), "?wait=true");

        // then
        answer.then()
                .statusCode(200)
                .body("ended", equalTo(1))
                .body("confirmed_by", equalTo(1))
                .body("of", equalTo(1));
        stack.verify(verifier, bound).then().body("reason", equalTo("session-ended"));
        stack.verify(verifier, boundToOther).then().body("allowed", equalTo(true));
    }

    @Test
    void tellingItTwiceChangesNothing() {
        // given
        var sessions = List.of(session(Instant.now()), session(Instant.now()));
        var first = end(session(), Map.of("sessions", sessions, "since", SINCE), "");

        // when
        var second = end(session(), Map.of("sessions", sessions, "since", "2026-11-02T12:00:00Z"), "?wait=true");

        // then
        first.then().statusCode(200).body("ended", equalTo(2));
        second.then()
                .statusCode(200)
                .body("ended", equalTo(0))
                .body("revision", equalTo(first.path("revision")))
                .body("confirmed_by", equalTo(1));
    }

    @Test
    void theEventOnTheTopicEndsItToo() {
        // given
        var verifier = stack.verifier();
        var ended = session(Instant.now());
        var bound = Peer.narrow(stack.minted(stack.owner()).text(), "session = " + ended);

        // when
        Stack.publish(new SessionEnded(ended, "per_ha0ygzksccf6", Instant.parse(SINCE), "logged-out", ACT));

        // then
        Awaitility.await()
                .atMost(LONG)
                .untilAsserted(() -> stack.verify(verifier, bound).then().body("reason", equalTo("session-ended")));
    }

    @Test
    void aSessionThatIsTooOldToMatterIsNotKept() throws Exception {
        // given
        var old = session(Instant.now().minus(Duration.ofDays(32)));

        // when
        var answer = end(session(), Map.of("sessions", List.of(old), "since", SINCE), "");

        // then
        answer.then().statusCode(200).body("ended", equalTo(0));
        assertThat(Tables.query("select key from state where key = 'session:" + old + "'"))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = ServiceName.class,
            names = {"OAUTH", "AUDIT", "TOKEN"})
    void noOtherServiceEndsSessions(ServiceName other) {
        // given
        var jwt = "Bearer " + ServiceTokens.issue(other, ServiceName.TOKEN);
        var ended = session(Instant.now());

        // when
        var answer = end(jwt, Map.of("sessions", List.of(ended), "since", SINCE), "");

        // then
        answer.then().statusCode(403);
    }

    @Test
    void aTokenEndsNoSessions() {
        // when
        var answer = end("Bearer " + stack.owner(), Map.of("sessions", List.of(), "since", SINCE), "");

        // then
        answer.then().statusCode(401);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"since\":\"2026-11-01T12:00:00Z\"} | sessions",
                "{\"sessions\":[],\"since\":\"2026-11-01T12:00:00Z\"} | sessions",
                "{\"sessions\":[null],\"since\":\"2026-11-01T12:00:00Z\"} | sessions",
                "{\"sessions\":[\"ses_short\"],\"since\":\"2026-11-01T12:00:00Z\"} | sessions",
                "{\"sessions\":[\"ses_1nbw4r0mxfe81y\"]} | since",
                "{\"sessions\":[\"ses_1nbw4r0mxfe81y\"],\"since\":\"yesterday\"} | since",
                "{\"sessions\":[\"ses_1nbw4r0mxfe81y\"],\"since\":\"+1000000000-12-31T23:59:59Z\"} | since",
                "null | body"
            })
    void eachBadFieldIsNamed(String body, String field) {
        // when
        var answer = given().header("Authorization", session())
                .contentType(ContentType.JSON)
                .body(body)
                .post(PATH);

        // then
        answer.then().statusCode(400).body("field", equalTo(field));
    }

    private static Response end(String authorization, Map<String, Object> body, String query) {
        return given().header("Authorization", authorization)
                .contentType(ContentType.JSON)
                .body(body)
                .post(PATH + query);
    }

    private static String session() {
        return Stack.serviceJwt();
    }

    private String session(Instant start) {
        return SessionId.of(start, random).publicId();
    }
}
