package dev.latchkey.token.mint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import dev.latchkey.access.AppId;
import dev.latchkey.access.SessionId;
import dev.latchkey.events.MembershipChanged.Role;
import dev.latchkey.events.ServiceName;
import dev.latchkey.events.State;
import dev.latchkey.events.StateChanged;
import dev.latchkey.events.StateKey;
import dev.latchkey.events.TokenMinted;
import dev.latchkey.events.Topic;
import dev.latchkey.infrastructure.ServiceTokens;
import dev.latchkey.token.ServiceTest;
import dev.latchkey.token.Stack;
import dev.latchkey.token.Topics;
import dev.latchkey.token.state.StateFeed;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@ServiceTest
class UnrecordedMintTest {
    private final Stack stack = Stack.create();
    private final SessionId session = SessionId.of(Instant.now().minusSeconds(60), new Random());
    private final String app = AppId.random(new Random()).publicId();
    private String ada = "";
    private String owner = "";

    @Inject
    StateFeed feed;

    @BeforeEach
    void mintOwner() {
        ada = stack.person(Role.OWNER);
        owner = stack.tokenOf(ada, "write");
    }

    @Test
    void aLoginGetsATokenOfAnHourThatNoListShows() {
        // given
        var verifier = stack.verifier();
        var before = Instant.now();

        // when
        var answer = login("access", "write");

        // then
        answer.then()
                .statusCode(201)
                .body("kind", equalTo("session"))
                .body("session", equalTo(session.publicId()))
                .body("person", equalTo(ada));
        String id = answer.path("id");
        String token = answer.path("token");
        assertThat(token).startsWith("lks_");
        assertThat(end(answer))
                .isBetween(before.plusSeconds(3_590), Instant.now().plusSeconds(3_600));
        stack.verify(verifier, token, "access", "write")
                .then()
                .body("allowed", equalTo(true))
                .body("subject.person", equalTo(ada));
        assertThat(Stack.get(owner, "/v1/tokens?org=" + stack.org()).<List<String>>path("items.id"))
                .isNotEmpty()
                .doesNotContain(id);
        Stack.get(owner, "/v1/tokens/" + id).then().statusCode(404);
        var told = stack.minted(owner);
        Awaitility.await()
                .untilAsserted(() -> assertThat(Topics.read(Topic.TOKENS, TokenMinted.class, told.id()))
                        .hasSize(1));
        assertThat(Topics.read(Topic.TOKENS, TokenMinted.class, id)).isEmpty();
    }

    @Test
    void aTokenOfALoginNeverOutlivesIt() {
        // given
        var soon = Instant.now().plusSeconds(600).truncatedTo(ChronoUnit.SECONDS);
        var old = SessionId.of(Instant.now().minus(Duration.ofDays(30)).plusSeconds(300), new Random());
        var tooOld = SessionId.of(Instant.now().minus(Duration.ofDays(30)).minusSeconds(5), new Random());

        // when
        var clipped = login("access", "read", "session_ends_at", soon.toString());
        var lastMinutes = login("access", "read", "session", old.publicId());
        var late = login("access", "read", "session", tooOld.publicId());
        var over = login(
                "access",
                "read",
                "session_ends_at",
                Instant.now().minusSeconds(1).toString());

        // then
        assertThat(end(clipped)).isEqualTo(soon);
        assertThat(end(lastMinutes)).isEqualTo(old.startedAt().plus(Duration.ofDays(30)));
        late.then().statusCode(409).body("type", endsWith("/problems/session-ended"));
        over.then().statusCode(409).body("type", endsWith("/problems/session-ended"));
    }

    @Test
    void anEndedLoginGetsNoneAndTakesWhatWasMintedThroughItsToken() {
        // given
        var verifier = stack.verifier();
        String token = login("access", "write").path("token");
        var child = stack.minted(token);
        assertThat(child.text()).startsWith("lkp_");
        assertThat(Stack.get(owner, "/v1/tokens/" + child.id()).<String>path("minted_by"))
                .startsWith("tok_");
        stack.verify(verifier, child.text()).then().body("allowed", equalTo(true));

        // when
        feed.apply(new StateChanged(
                StateKey.session(session.publicId()), Long.MAX_VALUE / 2, new State.OfSession(Instant.now())));

        // then
        login("access", "read").then().statusCode(409).body("type", endsWith("/problems/session-ended"));
        for (var ended : List.of(token, child.text())) {
            stack.verify(verifier, ended).then().body("reason", equalTo("session-ended"));
        }
    }

    @Test
    void anAppGetsATokenForAPersonOrForItself() {
        // given
        var verifier = stack.verifier();

        // when
        var forAda = instance("person", ada, "access", "read");
        var forItself = instance("access", "write", "resource", "apps/web", "ttl", "PT5M");

        // then
        for (var answer : List.of(forAda, forItself)) {
            answer.then().statusCode(201).body("kind", equalTo("oauth")).body("app", equalTo(app));
            stack.verify(verifier, answer.path("token"), "resource", "apps/web")
                    .then()
                    .body("allowed", equalTo(true));
            stack.mint(answer.path("token"), "name", "a", "access", "read")
                    .then()
                    .statusCode(403);
        }
        assertThat(end(forItself)).isBefore(Instant.now().plusSeconds(301));
    }

    @Test
    void eachBadFieldIsNamed() {
        // given
        var cases = List.of(
                bad("ttl", "ttl", "PT61M"),
                bad("ttl", "ttl", "never"),
                bad("session", "session", "ses_x"),
                bad("session_ends_at", "session_ends_at", "soon"),
                bad("person", "person", "ada"),
                bad("name", "name", "x"),
                bad("preset", "preset", "personal"),
                bad("reason", "reason", "x"),
                bad("app", "app", app),
                bad("access", "access", "all"),
                bad("ip", "ip", List.of("localhost")));

        for (var answer : cases) {
            answer.answer().then().statusCode(400).body("field", equalTo(answer.field()));
        }
        instance("access", "read", "app", "app_x").then().statusCode(400).body("field", equalTo("app"));
        instance("access", "read", "session", session.publicId())
                .then()
                .statusCode(400)
                .body("field", equalTo("session"));
        post(ServiceName.SESSION, "kind", "personal", "person", ada, "name", "a", "access", "read", "app", app)
                .then()
                .statusCode(400)
                .body("field", equalTo("app"));
    }

    private record Bad(String field, Response answer) {}

    private Bad bad(String field, Object... members) {
        var body = Stack.with(members);
        body.putIfAbsent("access", "read");
        return new Bad(field, login(body));
    }

    @Test
    void eachServiceMintsItsOwnKindsOnly() {
        for (var kind : List.of("personal", "deploy", "session")) {
            post(ServiceName.OAUTH, "kind", kind, "person", ada)
                    .then()
                    .statusCode(403)
                    .body("field", equalTo("kind"));
        }
        post(ServiceName.SESSION, "kind", "oauth", "app", app, "access", "read")
                .then()
                .statusCode(403)
                .body("field", equalTo("kind"));
    }

    @Test
    void aKindThatIsNoneIsNamedWhoeverAsks() {
        for (var service : List.of(ServiceName.OAUTH, ServiceName.SESSION)) {
            post(service, "kind", "nonsense", "app", app, "access", "read")
                    .then()
                    .statusCode(400)
                    .body("field", equalTo("kind"));
        }
    }

    @Test
    void nobodyHoldsMoreThanTheRole() {
        // given
        var viewer = stack.person(Role.VIEWER);
        var member = stack.person(Role.MEMBER);
        stack.tokenOf(member, "read");
        Awaitility.await()
                .untilAsserted(
                        () -> login("person", viewer, "access", "read").then().statusCode(201));

        // then
        login("person", viewer, "access", "write").then().statusCode(403);
        login("person", member, "access", "write").then().statusCode(201);
        login("person", member, "access", "read", "resource", "latchkey/verify")
                .then()
                .statusCode(403);
        instance("access", "read", "resource", "latchkey/verify").then().statusCode(403);
        login("person", "per_" + Stack.word(12), "access", "read").then().statusCode(404);
    }

    private static Instant end(Response answer) {
        return Instant.parse(answer.then().statusCode(201).extract().path("expires_at"));
    }

    private Response login(Object... members) {
        return login(Stack.with(members));
    }

    private Response login(Map<String, Object> body) {
        body.putIfAbsent("kind", "session");
        body.putIfAbsent("person", ada);
        body.putIfAbsent("session", session.publicId());
        return post(ServiceName.SESSION, body);
    }

    private Response instance(Object... members) {
        var body = Stack.with(members);
        body.putIfAbsent("kind", "oauth");
        body.putIfAbsent("app", app);
        return post(ServiceName.OAUTH, body);
    }

    private Response post(ServiceName service, Object... members) {
        return post(service, Stack.with(members));
    }

    private Response post(ServiceName service, Map<String, Object> body) {
        body.putIfAbsent("org", stack.org());
        return Stack.post(ServiceTokens.issue(service, ServiceName.TOKEN), "/internal/v1/tokens", body);
    }
}
