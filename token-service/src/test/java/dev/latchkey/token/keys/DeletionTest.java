package dev.latchkey.token.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.events.Act.ActorKind;
import dev.latchkey.events.KeyDeleted;
import dev.latchkey.events.MembershipChanged.Role;
import dev.latchkey.events.Topic;
import dev.latchkey.token.ServiceTest;
import dev.latchkey.token.Stack;
import dev.latchkey.token.Topics;
import dev.latchkey.token.state.Feeds;
import io.quarkus.vertx.VertxContextSupport;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@ServiceTest
class DeletionTest {
    private final Stack stack = Stack.create();
    private String owner = "";

    @Inject
    KeyUpkeep upkeep;

    @Inject
    Pool pool;

    @Inject
    KeyConfig config;

    @Inject
    KeyUpkeepTransaction transaction;

    @Inject
    KeyHealth health;

    @Inject
    Vertx vertx;

    /// The first generation is retired when the test begins.
    @BeforeEach
    void retireTheFirst() {
        var person = stack.person(Role.OWNER);
        var old = stack.tokenOf(person, "write");
        stack.minted(old);
        Stack.post(old, "/v1/tokens/keys/rotate", Map.of()).then().statusCode(201);
        owner = stack.tokenOf(person, "write");
        Stack.post(owner, "/v1/tokens/keys/1/retire", Map.of()).then().statusCode(200);
    }

    @Test
    void aRetiredKeyIsDeletedOnceNoTokenOfItCanBeUnexpired() throws Throwable {
        // given
        retiredBefore("31 days");
        run();
        assertThat(stateOfTheFirst()).isEqualTo("retired");
        sql("update token set expires_at = now() - interval '1 second' where org = $1 and key_generation = 1");

        // when
        run();

        // then
        assertThat(stateOfTheFirst()).isEqualTo("deleted");
        assertThat(count("select count(*) from root_key where org = $1 and wrapped is not null"))
                .isEqualTo(1);
        run();
        Awaitility.await()
                .untilAsserted(() -> assertThat(Topics.read(Topic.TOKENS, KeyDeleted.class, stack.org() + ".1"))
                        .singleElement()
                        .satisfies(told -> {
                            assertThat(told.act().actor().kind()).isEqualTo(ActorKind.SERVICE);
                            assertThat(told.act().actor().id()).isEqualTo("token-service");
                        }));
    }

    @Test
    void aRetiredKeyIsKeptForThirtyDays() throws Throwable {
        // given
        sql("update token set expires_at = now() - interval '1 second' where org = $1 and key_generation = 1");
        retiredBefore("29 days 23 hours");

        // when
        run();

        // then
        assertThat(stateOfTheFirst()).isEqualTo("retired");
    }

    @Test
    void whoMayNotAnswerDeletesNoKey() throws Throwable {
        // given
        sql("update token set expires_at = now() - interval '1 second' where org = $1 and key_generation = 1");
        retiredBefore("31 days");
        var stale = new KeyUpkeep(config, transaction, health, Feeds.stale(), vertx);

        // when
        VertxContextSupport.subscribeAndAwait(stale::run);

        // then
        assertThat(stateOfTheFirst()).isEqualTo("retired");

        // when
        run();

        // then
        assertThat(stateOfTheFirst()).isEqualTo("deleted");
    }

    @Test
    void theKeyOfATokenThatNeverEndsIsKept() throws Throwable {
        // given
        sql(
                "update token set expires_at = null, never_expires_reason = 'devices' where org = $1 and key_generation = 1");
        retiredBefore("4000 days");

        // when
        run();

        // then
        assertThat(stateOfTheFirst()).isEqualTo("retired");
    }

    private void run() throws Throwable {
        VertxContextSupport.subscribeAndAwait(upkeep::run);
    }

    private void retiredBefore(String interval) {
        sql("update root_key set retired_at = now() - interval '" + interval + "' where org = $1 and generation = 1");
    }

    private String stateOfTheFirst() {
        return Stack.get(owner, "/v1/tokens/keys?org=" + stack.org()).path("items[1].state");
    }

    private void sql(String statement) {
        pool.preparedQuery(statement).execute(Tuple.of(stack.org())).await().indefinitely();
    }

    private long count(String query) {
        return pool.preparedQuery(query)
                .execute(Tuple.of(stack.org()))
                .await()
                .indefinitely()
                .iterator()
                .next()
                .getLong(0);
    }
}
