package dev.latchkey.token.limit;

import static dev.latchkey.token.Stack.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.events.Act;
import dev.latchkey.events.Act.Actor;
import dev.latchkey.events.Act.ActorKind;
import dev.latchkey.events.Act.Origin;
import dev.latchkey.events.AppChanged;
import dev.latchkey.events.OrgChanged;
import dev.latchkey.events.OrgPolicy;
import dev.latchkey.events.State;
import dev.latchkey.events.State.Dial;
import dev.latchkey.events.StateKey;
import dev.latchkey.token.Peer;
import dev.latchkey.token.ServiceTest;
import dev.latchkey.token.Stack;
import dev.latchkey.token.Tables;
import dev.latchkey.token.state.StateFeed;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Dials and limits as apps and orgs set them on the topics, seen through the door.
@ServiceTest
class SteeringTest {
    private static final Act ACT =
            new Act(new Actor(ActorKind.SERVICE, "oauth-service", null, null, null), Origin.NONE, Instant.EPOCH);

    @Inject
    StateFeed feed;

    private final String app = "app_" + Stack.word(12);
    private long version;
    private Stack stack;
    private String verifier;

    @BeforeEach
    void mint() {
        stack = Stack.create();
        verifier = stack.verifier();
    }

    @Test
    void aSuspendedAppIsRefusedWithItsReasonAndComesBack() {
        // given
        var token = stack.appToken(app, "write");
        assertThat(verify(token, "write").<Boolean>path("allowed")).isTrue();

        // when
        dial(Dial.SUSPENDED, null, null);

        // then
        soon().untilAsserted(() -> refused(verify(token, "read"), "app-suspended", "The app is suspended: too loud"));

        // when
        dial(Dial.NORMAL, null, null);

        // then
        soon().untilAsserted(() ->
                assertThat(verify(token, "read").<Boolean>path("allowed")).isTrue());
    }

    @Test
    void aReadOnlyAppReadsAndDoesNotWrite() {
        // given
        var token = stack.appToken(app, "write");

        // when
        dial(Dial.READ_ONLY, null, null);

        // then
        soon().untilAsserted(() -> refused(verify(token, "write"), "app-read-only", "The app may only read: too loud"));
        assertThat(verify(token, "read").<Boolean>path("allowed")).isTrue();
    }

    @Test
    void aDialOfOneOrgLeavesOthersAlone() {
        // given
        var other = Stack.create();
        var theirs = other.appToken(app, "read");
        var theirVerifier = other.verifier();
        var ours = stack.appToken(app, "read");

        // when
        dial(Dial.SUSPENDED, stack.org(), null);

        // then
        soon().untilAsserted(() -> refused(verify(ours, "read"), "app-suspended", null));
        assertThat(other.verify(theirVerifier, theirs).<Boolean>path("allowed")).isTrue();
    }

    @Test
    void aDialTurnsBackByItself() {
        // given
        var token = stack.appToken(app, "read");

        // when
        dial(Dial.SUSPENDED, null, Instant.now().plusSeconds(3));

        // then
        soon().untilAsserted(() -> refused(verify(token, "read"), "app-suspended", null));
        soon().untilAsserted(() ->
                assertThat(verify(token, "read").<Boolean>path("allowed")).isTrue());
    }

    @Test
    void aSlowedAppIsLimitedOverAllItsTokens() {
        // given
        var first = stack.appToken(app, "read");
        var second = stack.appToken(app, "read");

        // when
        publish(new AppChanged(app, null, "Loud", Dial.SLOWED, "too loud", null, 1.0, false, ++version, ACT));

        // then
        soon().untilAsserted(() -> {
            verify(first, "read");
            var refused = verify(second, "read");
            refused(refused, "rate-limited", null);
            assertThat(refused.<String>path("limit")).isEqualTo("app-limit");
            assertThat(refused.<Integer>path("retry_after")).isEqualTo(1);
        });
    }

    @Test
    void anOrgsPolicyLimitsEachOfItsTokensAndAllOfThem() {
        // given
        var owner = stack.owner();
        var token = stack.minted(owner).text();

        // when
        Stack.publish(new OrgChanged(stack.org(), "Slow", new OrgPolicy(null, false, null, 1.0), 2, ACT));

        // then
        soon().untilAsserted(() -> {
            verify(token, "read");
            assertThat(verify(token, "read").<String>path("limit")).isEqualTo("token-limit");
        });

        // when
        Stack.publish(new OrgChanged(stack.org(), "Slow", new OrgPolicy(null, false, 1.0, null), 3, ACT));

        // then
        soon().untilAsserted(() -> {
            verify(token, "read");
            assertThat(verify(token, "read").<String>path("limit")).isEqualTo("org-limit");
        });
    }

    @Test
    void aStandingLimitOutlivesADialThatIsOver() {
        // given
        var token = stack.appToken(app, "read");
        var until = Instant.now().plusMillis(500);

        // when
        publish(new AppChanged(app, null, "Loud", Dial.SUSPENDED, "too loud", until, 1.0, false, ++version, ACT));

        // then
        soon().untilAsserted(() -> {
            verify(token, "read");
            assertThat(verify(token, "read").<String>path("limit")).isEqualTo("app-limit");
        });
    }

    @Test
    void aPresenterIsToldWhichLimitItWasAndWhenToComeBack() {
        // given
        var owner = stack.owner();
        var door = stack.verifier();

        // when
        Stack.publish(new OrgChanged(stack.org(), "Slow", new OrgPolicy(null, false, null, 1.0), 2, ACT));

        // then
        soon().untilAsserted(() -> {
            Stack.get(owner, "/v1/tokens?org=" + stack.org());
            limited(Stack.get(owner, "/v1/tokens?org=" + stack.org()), 429);
        });
        soon().untilAsserted(() -> {
            forwarded(door, owner, "false");
            limited(forwarded(door, owner, "false"), 429);
        });
        soon().untilAsserted(() -> {
            forwarded(door, owner, "true");
            var folded = forwarded(door, owner, "true");
            limited(folded, 403);
            assertThat(folded.header("Latchkey-Reason")).isEqualTo("rate-limited");
        });
    }

    /// A door carries everybody's calls: what limits each of them must not limit all of them together.
    @Test
    void theTokenOfADoorIsNotLimited() {
        // given
        var owner = stack.owner();
        Stack.publish(new OrgChanged(stack.org(), "Slow", new OrgPolicy(null, false, null, 1.0), 2, ACT));
        soon().untilAsserted(() -> {
            Stack.get(owner, "/v1/tokens?org=" + stack.org());
            limited(Stack.get(owner, "/v1/tokens?org=" + stack.org()), 429);
        });

        // when
        var door = stack.verifier();

        // then
        for (var call = 0; call < 20; call++) {
            assertThat(Stack.post(
                                    door,
                                    "/v1/verify",
                                    with("token", owner, "request", with("org", stack.org(), "access", "read")))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    private Response forwarded(String door, String token, String fold) {
        return RestAssured.given()
                .header("Latchkey-Door", door)
                .header("Authorization", "Bearer " + token)
                .header("X-Forwarded-Method", "GET")
                .header("X-Forwarded-Uri", "/apps/web")
                .get("/v1/forward-auth?proxy=traefik&org=" + stack.org() + "&fold=" + fold);
    }

    private static void limited(Response answer, int status) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.<String>path("type")).endsWith("/problems/rate-limited");
        assertThat(answer.<String>path("detail")).contains("token-limit");
        assertThat(answer.header("Retry-After")).isEqualTo("1");
        assertThat(answer.header("RateLimit")).isEqualTo("\"token-limit\";r=0;t=1");
    }

    @Test
    void aForgedTokenUsesUpNobodysLimit() {
        // given: five calls a second, none of which has been used up
        var token = stack.appToken(app, "read");
        publish(new AppChanged(app, null, "Loud", Dial.SLOWED, "too loud", null, 5.0, false, ++version, ACT));
        soon().untilAsserted(() -> assertThat(feed.find(StateKey.app(app), State.OfApp.class))
                .hasValueSatisfying(told -> assertThat(told.callsPerSecond()).isEqualTo(5.0)));

        // when
        for (var i = 0; i < 20; i++) {
            refused(verify(Peer.forged(token), "read"), "bad-signature", null);
        }
        var allowed = IntStream.range(0, 5)
                .filter(i -> verify(token, "read").<Boolean>path("allowed"))
                .count();

        // then
        assertThat(allowed).isEqualTo(5);
    }

    @Test
    void anAppWhoseStateCannotBeReadIsRefusedAndAnOrgsLimitThenIsNothing() throws Exception {
        // given
        var token = stack.appToken(app, "read");
        var personal = stack.minted(stack.owner()).text();
        assertThat(verify(token, "read").<Boolean>path("allowed")).isTrue();

        // when
        for (var key : List.of("app:" + app, "org:" + stack.org())) {
            Tables.execute("with next as (update revision_counter set last = last + 1 returning last) insert into state"
                    + " (key, revision, record) select '" + key + "', last, '{}' from next on conflict (key) do update"
                    + " set revision = excluded.revision, record = excluded.record");
        }

        try {
            // then
            soon().untilAsserted(() -> refused(
                    verify(token, "read"),
                    "app-suspended",
                    "The app is suspended: its state was written by a newer version"));
            soon().untilAsserted(() -> refused(verify(personal, "read"), "rate-limited", null));
        } finally {
            Tables.execute("delete from state where key in ('app:" + app + "', 'org:" + stack.org() + "')");
        }
    }

    private static ConditionFactory soon() {
        return Awaitility.await().atMost(Duration.ofSeconds(15)).pollInterval(Duration.ofMillis(100));
    }

    private Response verify(String token, String access) {
        return Stack.post(
                verifier, "/v1/verify", with("token", token, "request", with("org", stack.org(), "access", access)));
    }

    private static void refused(Response answer, String reason, @Nullable String detail) {
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.<String>path("reason")).isEqualTo(reason);
        if (detail != null) {
            assertThat(answer.<String>path("detail")).isEqualTo(detail);
        }
    }

    private void dial(Dial dial, @Nullable String org, @Nullable Instant until) {
        publish(new AppChanged(app, org, null, dial, "too loud", until, null, false, ++version, ACT));
    }

    private static void publish(AppChanged changed) {
        Stack.publish(changed);
    }
}
