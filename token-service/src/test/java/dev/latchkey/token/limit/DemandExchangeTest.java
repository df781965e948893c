package dev.latchkey.token.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.latchkey.access.Steered.RateLimited.Limit;
import dev.latchkey.token.ServiceTest;
import dev.latchkey.token.Stack;
import dev.latchkey.token.Tables;
import dev.latchkey.token.presence.LiveVerifiers;
import dev.latchkey.token.usage.UsageRecorder;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.TimeoutException;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Two more verifiers beside the service itself, on its table.
@ServiceTest
class DemandExchangeTest {
    private static final double LIMIT = 100;
    private static final int LIVE = 3;

    @Inject
    Pool pool;

    @Inject
    LiveVerifiers verifiers;

    @Inject
    UsageRecorder usage;

    @Inject
    Vertx vertx;

    private final LimitKey key = new LimitKey(Limit.ORG, "org-" + Stack.word(8));
    private final LimitKey foreign = new LimitKey(Limit.ORG, "org-" + Stack.word(8));
    private final AtomicLong now = new AtomicLong();
    private final Limiter oneLimiter = new Limiter(10, now::get);
    private final Limiter otherLimiter = new Limiter(10, now::get);
    private DemandExchange one;
    private DemandExchange other;

    @BeforeEach
    void enter() throws Exception {
        one = exchange("shares-one", oneLimiter);
        other = exchange("shares-other", otherLimiter);
        for (var id : List.of("shares-one", "shares-other")) {
            Tables.execute("insert into verifier values ('" + id + "', '" + usage.boot() + "', 0, now(), false)");
        }
    }

    private DemandExchange exchange(String id, Limiter limiter) {
        return new DemandExchange(limiter, new DemandStore(pool), verifiers, usage, vertx, id);
    }

    @AfterEach
    void leave() throws Exception {
        Tables.execute("delete from verifier where id like 'shares-%'");
        Tables.execute("delete from limit_demand where verifier like 'shares-%'");
    }

    @Test
    void eachTakesItsShareOfTheDemandOfAll() throws Throwable {
        // given
        meet(otherLimiter, key, 10);
        run(other);
        meet(oneLimiter, key, 30);
        run(one);

        // when
        meet(otherLimiter, key, 10);
        run(other);

        // then: the third, which met nobody, has its tenth of an even share
        var least = LIMIT / 10 / LIVE;
        assertThat(oneLimiter.rate(key, LIMIT)).isCloseTo(least + 0.9 * LIMIT * 30 / 40, within(1e-6));
        assertThat(otherLimiter.rate(key, LIMIT)).isCloseTo(least + 0.9 * LIMIT * 10 / 40, within(1e-6));
        assertThat(oneLimiter.rate(key, LIMIT) + otherLimiter.rate(key, LIMIT) + least)
                .isCloseTo(LIMIT, within(1e-6));
    }

    @Test
    void whoHasNotEnteredYetCountsItself() throws Throwable {
        // given
        Tables.execute("delete from verifier where id = 'shares-one'");

        // when
        run(one);

        // then
        assertThat(oneLimiter.rate(key, LIMIT)).isCloseTo(LIMIT / LIVE, within(1e-6));
    }

    /// A row within the time in which its verifier may answer counts, as it does for proofs.
    @Test
    void whoMayBeAnsweringCountsAndWhoHasStoppedDoesNot() throws Throwable {
        // given
        Tables.execute("update verifier set seen_at = now() - interval '60 seconds' where id = 'shares-other'");

        // when
        run(one);
        var silent = oneLimiter.rate(key, LIMIT);
        Tables.execute("update verifier set final = true where id = 'shares-other'");
        run(one);

        // then
        assertThat(silent).isCloseTo(LIMIT / LIVE, within(1e-6));
        assertThat(oneLimiter.rate(key, LIMIT)).isCloseTo(LIMIT / (LIVE - 1), within(1e-6));
    }

    @Test
    void whatIsOldIsRemovedWhosoeverToldIt() throws Throwable {
        // given
        Tables.execute(
                "insert into limit_demand values ('shares-dead', 'org-limit', 'acme', 7, now() - interval '11 seconds'),"
                        + " ('shares-slow', 'org-limit', 'acme', 7, now() - interval '9 seconds')");

        // when
        run(one);

        // then
        assertThat(Tables.query("select verifier from limit_demand where verifier like 'shares-%'"))
                .containsExactly("shares-slow");
    }

    @Test
    void onlyWhatThisVerifierMeetsIsRead() throws Throwable {
        // given
        meet(otherLimiter, foreign, 10);
        meet(otherLimiter, key, 10);
        run(other);

        // when
        var shares = VertxContextSupport.subscribeAndAwait(() -> new DemandStore(pool).read(LIVE, Map.of(key, 0L)));

        // then
        assertThat(shares.all()).isEqualTo(Map.of(key, 10L));
    }

    @Test
    void onlyTheBusiestOfVeryManyAreTold() {
        // given
        var demand = IntStream.range(0, 6_000)
                .boxed()
                .collect(java.util.stream.Collectors.toMap(i -> new LimitKey(Limit.TOKEN, "tok_" + i), i -> (long) i));

        // when
        var told = DemandStore.busiest(demand);

        // then
        assertThat(told).hasSize(5_000).doesNotContainKey(new LimitKey(Limit.TOKEN, "tok_999"));
        assertThat(told).containsEntry(new LimitKey(Limit.TOKEN, "tok_1000"), 1_000L);
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsNotWaitedFor() throws Exception {
        // given
        try (var connection = Tables.open();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table limit_demand in access exclusive mode");
            statement.execute("set local idle_in_transaction_session_timeout = '8s'");

            // when
            var begun = System.nanoTime();

            // then
            assertThatThrownBy(() -> run(one)).isInstanceOf(TimeoutException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(4));
        }
    }

    private static void meet(Limiter limiter, LimitKey key, int calls) {
        IntStream.range(0, calls).forEach(i -> limiter.take(key, LIMIT));
    }

    private static void run(DemandExchange exchange) throws Throwable {
        VertxContextSupport.subscribeAndAwait(exchange::exchanged);
    }
}
