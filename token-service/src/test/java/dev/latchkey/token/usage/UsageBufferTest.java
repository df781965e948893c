package dev.latchkey.token.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.latchkey.access.Access;
import dev.latchkey.access.ClientIp;
import dev.latchkey.access.Fingerprint;
import dev.latchkey.access.Identifier;
import dev.latchkey.access.Resource;
import dev.latchkey.events.TokenUsed;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UsageBufferTest {
    private static final long ROOMY = 1_000_000;
    private static final Instant AT = Instant.parse("2026-11-01T08:00:00Z");
    private static final String FIRST = "01m3tc5h002vj960vqahq9znxq";
    private static final String SECOND = "01m3tc5h002vj960vqahq9znxr";

    @Test
    void usesOfOneSourceBecomeOneEvent() {
        // given
        var buffer = new UsageBuffer(10, ROOMY);

        // when
        buffer.add(use(FIRST, "203.0.113.7", "apps/web", Access.READ, 0));
        buffer.add(use(FIRST, "203.0.113.7", "apps/web", Access.READ, 2));
        buffer.add(use(FIRST, "203.0.113.7", "apps/api", Access.WRITE, 1));

        // then
        assertThat(events(buffer))
                .containsExactly(new TokenUsed(
                        "tok_" + FIRST,
                        "deploy",
                        "acme",
                        null,
                        null,
                        null,
                        "root",
                        "203.0.113.7",
                        "curl/8.5",
                        TokenUsed.Outcome.ACCEPTED,
                        null,
                        3,
                        AT,
                        AT.plusSeconds(2),
                        Map.of("read", 2L, "write", 1L),
                        Map.of("apps/web", 2L, "apps/api", 1L),
                        Map.of("GET", 3L),
                        "v",
                        "b",
                        1,
                        1,
                        1));
        assertThat(buffer.size()).isZero();
    }

    @Test
    void anotherSourceOrTokenIsAnotherEvent() {
        // given
        var buffer = new UsageBuffer(10, ROOMY);

        // when
        buffer.add(use(FIRST, "203.0.113.7", "apps/web", Access.READ, 0));
        buffer.add(use(FIRST, "203.0.113.8", "apps/web", Access.READ, 0));
        buffer.add(use(SECOND, "203.0.113.7", "apps/web", Access.READ, 0));

        // then
        assertThat(events(buffer))
                .extracting(TokenUsed::tokenId, TokenUsed::ip, TokenUsed::count)
                .containsExactly(
                        tuple("tok_" + FIRST, "203.0.113.7", 1L),
                        tuple("tok_" + FIRST, "203.0.113.8", 1L),
                        tuple("tok_" + SECOND, "203.0.113.7", 1L));
    }

    @Test
    void theFirstUseOfATokenIsToldOnce() {
        // given
        var buffer = new UsageBuffer(10, ROOMY);

        // when
        var first = buffer.add(use(FIRST, "203.0.113.7", "apps/web", Access.READ, 0));
        var second = buffer.add(use(FIRST, "203.0.113.8", "apps/web", Access.READ, 1));
        buffer.drain();
        var afterFlush = buffer.add(use(FIRST, "203.0.113.7", "apps/web", Access.READ, 2));
        var ofAnother = buffer.add(use(SECOND, "203.0.113.7", "apps/web", Access.READ, 2));

        // then
        assertThat(List.of(first, second, afterFlush, ofAnother)).containsExactly(true, false, false, true);
    }

    @Test
    void aFullBufferDropsAndCountsButStillCoalesces() {
        // given
        var buffer = new UsageBuffer(2, ROOMY);
        buffer.add(use(FIRST, "203.0.113.1", "apps/web", Access.READ, 0));
        buffer.add(use(FIRST, "203.0.113.2", "apps/web", Access.READ, 0));

        // when
        var dropped = buffer.add(use(SECOND, "203.0.113.3", "apps/web", Access.READ, 0));
        buffer.add(use(FIRST, "203.0.113.2", "apps/web", Access.READ, 0));

        // then
        assertThat(dropped).isFalse();
        assertThat(buffer.dropped()).isEqualTo(1);
        assertThat(buffer.size()).isEqualTo(2);
        assertThat(events(buffer)).extracting(TokenUsed::count).containsExactly(1L, 2L);
    }

    @Test
    void pathsBeyondEightAreCountedTogetherAndApartFromAnyPath() {
        // given
        var buffer = new UsageBuffer(2, ROOMY);

        // when
        buffer.add(use(FIRST, "203.0.113.1", "more", Access.READ, 0));
        for (var i = 0; i < 10; i++) {
            buffer.add(use(FIRST, "203.0.113.1", "apps/web" + i, Access.READ, 0));
        }

        // then
        var resources = events(buffer).getFirst().resources();
        assertThat(resources)
                .hasSize(9)
                .containsEntry("more", 1L)
                .containsEntry("apps/web0", 1L)
                .containsEntry("*", 3L);
        assertThat(Resource.parse("*")).isEmpty();
    }

    @Test
    void memoryIsBoundedWhateverTheUsesSay() {
        // given
        var buffer = new UsageBuffer(1_000, 5_000);

        // when
        for (var i = 0; i < 100; i++) {
            buffer.add(use(FIRST, "203.0.113." + i, "apps/web", Access.READ, 0));
        }
        var held = buffer.size();
        buffer.add(use(FIRST, "203.0.113.0", "another/path", Access.READ, 0));

        // then
        assertThat(held).isBetween(3, 5);
        assertThat(buffer.dropped()).isEqualTo(100 - held);
        assertThat(events(buffer).getFirst().resources()).isEqualTo(Map.of("apps/web", 1L, "*", 1L));
        assertThat(buffer.add(use(SECOND, "203.0.113.0", "apps/web", Access.READ, 0)))
                .isTrue();
    }

    private static List<TokenUsed> events(UsageBuffer buffer) {
        return buffer.drain().entrySet().stream()
                .map(entry -> entry.getValue().toEvent(entry.getKey(), new Flush.Part("v", "b", 1, 1, 1)))
                .toList();
    }

    private static Use use(String token, String ip, String path, Access access, int second) {
        return new Use(
                Identifier.parse("1d4.acme.1." + token + ".-").orElseThrow(),
                Fingerprint.ROOT,
                new Source(ClientIp.parse(ip), Optional.of("curl/8.5")),
                Optional.empty(),
                access,
                Optional.of(path),
                Optional.of("GET"),
                AT.plusSeconds(second));
    }
}
