package dev.latchkey.token.state;

import static java.util.Comparator.comparingLong;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.latchkey.events.State;
import dev.latchkey.events.State.Stand;
import dev.latchkey.events.StateChanged;
import dev.latchkey.token.ServiceTest;
import dev.latchkey.token.Stack;
import dev.latchkey.token.Tables;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@ServiceTest
class StateStoreTest {
    @Inject
    StateStore store;

    @Test
    void theTableReadsAsItWasWritten() throws Throwable {
        // given
        var stack = Stack.create();
        var owner = stack.owner();
        var token = stack.minted(owner);
        var revoked = Stack.post(owner, "/v1/tokens/" + token.id() + "/revoke", Map.of())
                .then()
                .statusCode(200)
                .extract();
        long revision = revoked.<Number>path("revision").longValue();

        // when
        var page = read(0, 100_000);

        // then
        assertThat(page.isLast()).isTrue();
        assertThat(page.upTo()).isGreaterThanOrEqualTo(revision);
        assertThat(page.changes())
                .contains(new StateChanged(
                        "token:" + token.id(),
                        revision,
                        State.OfToken.of(Stand.REVOKED, Instant.parse(revoked.<String>path("revoked_at")))))
                .anySatisfy(change -> {
                    assertThat(change.key()).isEqualTo("key:" + stack.org() + ".1");
                    assertThat(change.state())
                            .isInstanceOfSatisfying(
                                    State.OfKey.class,
                                    key -> assertThat(key.retired()).isFalse());
                });
    }

    @Test
    void pagesFollowEachOtherToTheLastCommit() throws Throwable {
        // given
        var stack = Stack.create();
        var owner = stack.owner();
        for (var i = 0; i < 3; i++) {
            Stack.post(owner, "/v1/tokens/" + stack.minted(owner).id() + "/revoke", Map.of());
        }
        var all = read(0, 100_000);

        // when
        var changes = new ArrayList<StateChanged>();
        var page = read(0, 2);
        while (!page.isLast()) {
            assertThat(page.changes()).hasSize(2);
            assertThat(page.upTo()).isEqualTo(page.changes().getLast().revision());
            changes.addAll(page.changes());
            page = read(page.upTo(), 2);
        }
        changes.addAll(page.changes());

        // then
        assertThat(changes).containsAll(all.changes()).isSortedAccordingTo(comparingLong(StateChanged::revision));
        assertThat(page.upTo()).isGreaterThanOrEqualTo(all.upTo());
    }

    @Test
    void aKindOfStateThatANewerVersionWroteIsSkipped() throws Throwable {
        // given: a record of the future, and one after it
        Tables.execute("with next as (update revision_counter set last = last + 1 returning last) insert into state"
                + " (key, revision, record) select 'moon:1', last, jsonb_build_object('key', 'moon:1', 'revision', last,"
                + " 'state', jsonb_build_object('of', 'moon', 'since', '2026-10-01T12:00:00Z')) from next");
        var moon = Long.parseLong(
                Tables.query("select revision from state where key = 'moon:1'").getFirst());
        try {
            var stack = Stack.create();
            var owner = stack.owner();
            var token = stack.minted(owner);

            // when
            var proven = Stack.post(owner, "/v1/tokens/" + token.id() + "/revoke?wait=true", Map.of());

            // then
            proven.then().statusCode(200);
            assertThat(proven.<Number>path("revision").longValue()).isGreaterThan(moon);
            var page = read(moon - 1, 100_000);
            assertThat(page.changes()).extracting(StateChanged::key).contains("token:" + token.id());
            assertThat(page.changes()).extracting(StateChanged::revision).doesNotContain(moon);
            assertThat(page.upTo()).isGreaterThan(moon);
        } finally {
            Tables.execute("delete from state where key = 'moon:1'");
        }
    }

    /// Whatever it says, it may say that the token has ended.
    @Test
    void aStateOfATokenThatANewerVersionWroteRefusesIt() throws Throwable {
        // given
        var stack = Stack.create();
        var owner = stack.owner();
        var verifier = stack.verifier();
        var token = stack.minted(owner);
        stack.verify(verifier, token.text()).then().body("allowed", equalTo(true));
        var key = "token:" + token.id();

        // when
        Tables.execute("with next as (update revision_counter set last = last + 1 returning last) insert into state"
                + " (key, revision, record) select '" + key + "', last, jsonb_build_object('key', '" + key + "',"
                + " 'revision', last, 'state', jsonb_build_object('of', 'token', 'stand', 'paused',"
                + " 'since', '2026-10-01T12:00:00Z', 'restrictions', '[]'::jsonb, 'refused_children', '[]'::jsonb))"
                + " from next");

        // then
        Awaitility.await()
                .untilAsserted(() -> stack.verify(verifier, token.text())
                        .then()
                        .statusCode(200)
                        .body("allowed", equalTo(false))
                        .body("reason", equalTo("suspended")));

        // when
        Stack.post(owner, "/v1/tokens/" + token.id() + "/revoke", Map.of())
                .then()
                .statusCode(200);

        // then
        stack.verify(verifier, token.text()).then().body("reason", equalTo("revoked"));
    }

    private StateStore.Page read(long since, int limit) throws Throwable {
        return VertxContextSupport.subscribeAndAwait(() -> store.since(since, limit));
    }
}
