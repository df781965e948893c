package dev.latchkey.token.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.latchkey.access.SessionId;
import dev.latchkey.events.State;
import dev.latchkey.kit.kafka.RecordPublisher;
import dev.latchkey.token.Peer;
import dev.latchkey.token.ServiceTest;
import dev.latchkey.token.SessionServiceStandIn;
import dev.latchkey.token.Stack;
import dev.latchkey.token.Tables;
import dev.latchkey.token.Topics;
import io.quarkus.vertx.VertxContextSupport;
import io.vertx.mutiny.core.Vertx;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@ServiceTest
class SweepTest {
    private static final String RECORD = "with next as (update revision_counter set last = last + 1 returning last)"
            + " insert into state (key, revision, record) select '%1$s', last, jsonb_build_object('key', '%1$s',"
            + " 'revision', last, 'state', jsonb_build_object('of', 'session', 'since', '2026-10-01T12:00:00Z'))"
            + " from next";

    @Inject
    Sweep sweep;

    @Inject
    Turns turns;

    @Inject
    SweepStore store;

    @Inject
    StateFeed feed;

    @Inject
    SweepConfig config;

    @Inject
    RecordPublisher publisher;

    @Inject
    Vertx vertx;

    /// The token's record says that it expired; the token itself, which no tampering with a row can change, has not.
    @Test
    void whatCanMatterNoMoreIsLetGoOfEverywhere() throws Throwable {
        // given: two revoked tokens, one of which expired two days ago; two ended sessions, one of long ago
        var stack = Stack.create();
        var owner = stack.owner();
        var expired = stack.minted(owner);
        var unexpired = stack.minted(owner);
        for (var token : new Stack.Minted[] {expired, unexpired}) {
            Stack.post(owner, "/v1/tokens/" + token.id() + "/revoke", Map.of())
                    .then()
                    .statusCode(200);
        }
        Tables.execute("update token set created_at = now() - interval '3 days', expires_at = now() - interval '2 days'"
                + " where 'tok_' || id = '" + expired.id() + "'");
        var old = session(Duration.ofDays(32));
        var recent = session(Duration.ofDays(30));
        Tables.execute(RECORD.formatted(old));
        Tables.execute(RECORD.formatted(recent));
        Awaitility.await()
                .until(() -> feed.find(old, State.OfSession.class).isPresent()
                        && feed.find(recent, State.OfSession.class).isPresent());

        // when
        VertxContextSupport.subscribeAndAwait(sweep::sweep);

        // then
        var left = Tables.query("select key from state");
        assertThat(left)
                .contains("token:" + unexpired.id(), recent, "key:" + stack.org() + ".1")
                .doesNotContain("token:" + expired.id(), old);
        assertThat(feed.find(old, State.OfSession.class)).isEmpty();
        assertThat(feed.find("token:" + expired.id(), State.OfToken.class)).isEmpty();
        assertThat(feed.find(recent, State.OfSession.class)).isPresent();
        assertThat(Topics.tombstones()).contains("token:" + expired.id(), old).doesNotContain(recent);
        stack.verify(stack.verifier(), unexpired.text()).then().body("reason", equalTo("revoked"));
        stack.verify(stack.verifier(), expired.text()).then().body("allowed", equalTo(true));
    }

    /// Its clock may be years ahead: then it refuses everything, and must not end anything either.
    @Test
    void whoMayNotAnswerDoesNotSweep() throws Throwable {
        // given
        var old = session(Duration.ofDays(33));
        Tables.execute(RECORD.formatted(old));
        var stale = new Sweep(config, turns, store, Feeds.stale(), publisher, vertx);

        // when
        VertxContextSupport.subscribeAndAwait(stale::sweep);

        // then
        assertThat(Tables.query("select key from state where key = '" + old + "'"))
                .containsExactly(old);
        assertThat(Topics.tombstones()).doesNotContain(old);
    }

    /// What the state forgets, the age of the id goes on to say, in a token and in a discharge.
    @Test
    void endedSessionStaysEnded() throws Throwable {
        // given
        var stack = Stack.create();
        var owner = stack.owner();
        var verifier = stack.verifier();
        var id = SessionId.of(Instant.now().minus(Duration.ofDays(32)), new Random());
        var narrowed = Peer.narrow(stack.minted(owner).text(), "session = " + id.publicId());
        var tied = stack.minted(owner, "live_login", true);
        var discharge = SessionServiceStandIn.discharge(tied.text(), id);
        Tables.execute(RECORD.formatted("session:" + id.publicId()));
        Awaitility.await()
                .until(() -> feed.find("session:" + id.publicId(), State.OfSession.class)
                        .isPresent());

        // when
        VertxContextSupport.subscribeAndAwait(sweep::sweep);

        // then
        assertThat(feed.find("session:" + id.publicId(), State.OfSession.class)).isEmpty();
        stack.verify(verifier, narrowed).then().body("reason", equalTo("session-ended"));
        stack.verifyWith(verifier, tied.text(), discharge).then().body("reason", equalTo("session-ended"));
    }

    @Test
    void aRowThatChangedMeanwhileStays() throws Throwable {
        // given
        var session = session(Duration.ofDays(40));
        Tables.execute(RECORD.formatted(session));
        var revision = Long.parseLong(Tables.query("select revision from state where key = '" + session + "'")
                .getFirst());

        // when
        VertxContextSupport.subscribeAndAwait(() -> store.delete(List.of(new SweepStore.Dead(session, revision - 1))));

        // then
        assertThat(Tables.query("select key from state where key = '" + session + "'"))
                .containsExactly(session);
    }

    @Test
    void oneReplicaSweepsAtATime() throws Throwable {
        // given
        Tables.execute("update turn set taken_at = 'epoch' where name = 'sweep'");

        // when
        var first = VertxContextSupport.subscribeAndAwait(() -> turns.sweep(Duration.ofHours(1)));
        var second = VertxContextSupport.subscribeAndAwait(() -> turns.sweep(Duration.ofHours(1)));

        // then
        assertThat(first).isTrue();
        assertThat(second).isFalse();
    }

    private static String session(Duration age) {
        return "session:" + SessionId.of(Instant.now().minus(age), new Random()).publicId();
    }
}
