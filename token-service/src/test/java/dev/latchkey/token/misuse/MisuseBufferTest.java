package dev.latchkey.token.misuse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.access.Access;
import dev.latchkey.access.Fingerprint;
import dev.latchkey.access.Identifier;
import dev.latchkey.token.usage.Source;
import dev.latchkey.token.usage.Use;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MisuseBufferTest {
    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

    private final MisuseBuffer buffer = new MisuseBuffer();

    private static Use use(String agent, Instant at) {
        return new Use(
                Identifier.parse("1d4.acme.1.01m3tc5h002vj960vqahq9znxq.-").orElseThrow(),
                Fingerprint.ROOT,
                new Source(Optional.empty(), Optional.of(agent)),
                Optional.of("revoked"),
                Access.READ,
                Optional.empty(),
                Optional.empty(),
                at);
    }

    @Test
    void aSourceWaitsOnceIn24Hours() {
        // given
        var first = use("curl", NOON);
        buffer.add(first);

        // when
        buffer.add(use("curl", NOON.plus(Duration.ofHours(24)).minusNanos(1)));
        var next = use("curl", NOON.plus(Duration.ofHours(24)));
        buffer.add(next);

        // then
        assertThat(buffer.take(10)).containsExactly(first, next);
    }

    @Test
    void aFloodTakesNoMoreThanItsPlace() {
        // when
        for (var i = 0; i < MisuseBuffer.WAITING; i++) {
            assertThat(buffer.add(use("agent " + i, NOON))).isTrue();
        }

        // then
        assertThat(buffer.add(use("one more", NOON))).isFalse();
        assertThat(buffer.take(MisuseBuffer.WAITING + 1)).hasSize(MisuseBuffer.WAITING);
        assertThat(buffer.add(use("one more", NOON))).isTrue();
    }

    @Test
    void whatCouldNotBeToldIsToldNextTime() {
        // given
        var failed = use("curl", NOON);
        buffer.add(failed);
        buffer.take(1);

        // when
        buffer.forget(failed);
        buffer.add(use("curl", NOON.plusSeconds(1)));

        // then
        assertThat(buffer.take(10)).hasSize(1);
    }
}
