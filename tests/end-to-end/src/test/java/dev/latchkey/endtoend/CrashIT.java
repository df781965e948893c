package dev.latchkey.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// What was answered with 201 outlives the process that answered.
@WithStack
@Order(4)
class CrashIT {
    private static final int WRITERS = 4;
    private static final int BEFORE_THE_KILL = 12;
    private static final Duration MINT_LIMIT = Duration.ofSeconds(30);
    private static final Duration RESTART_LIMIT = Duration.ofSeconds(60);
    private static final Duration RELAY_LIMIT = Duration.ofSeconds(20);

    @Test
    void tokensMintedRightBeforeAKillVerifyAndAreAnnounced(Stack stack) throws Exception {
        // given: mints are under way without a pause
        var api = stack.api();
        var service = stack.service("token-service");
        Queue<Api.Minted> minted = new ConcurrentLinkedQueue<>();
        var enough = new CountDownLatch(BEFORE_THE_KILL);
        var writers = IntStream.range(0, WRITERS)
                .mapToObj(_ -> Thread.ofVirtual().start(() -> mintUntilItFails(api, minted, enough)))
                .toList();

        // when
        assertThat(enough.await(MINT_LIMIT.toSeconds(), TimeUnit.SECONDS))
                .as("%d mints within %s, of which %d came", BEFORE_THE_KILL, MINT_LIMIT, minted.size())
                .isTrue();
        service.destroyForcibly();
        service.onExit().join();
        for (var writer : writers) {
            writer.join();
        }

        // then
        assertThat(minted).hasSizeGreaterThanOrEqualTo(BEFORE_THE_KILL);
        var last = List.copyOf(minted).getLast();
        Awaitility.await()
                .atMost(RESTART_LIMIT)
                .ignoreExceptions()
                .until(() -> api.verify(last.text(), "read").status() == 200);
        assertThat(stack.service("token-service").pid()).isNotEqualTo(service.pid());
        assertThat(minted)
                .allSatisfy(token -> assertThat(api.verify(token.text(), "read")
                                .body()
                                .path("allowed")
                                .asBoolean())
                        .isTrue());
        var ids = new HashSet<>(minted.stream().map(Api.Minted::id).toList());
        Awaitility.await()
                .atMost(RELAY_LIMIT)
                .untilAsserted(() -> assertThat(Records.mintedIn(stack)).containsAll(ids));
    }

    private static void mintUntilItFails(Api api, Queue<Api.Minted> minted, CountDownLatch enough) {
        var answer = api.tryMint("crash");
        while (answer.status() == 201) {
            minted.add(Api.minted(answer));
            enough.countDown();
            answer = api.tryMint("crash");
        }
    }
}
