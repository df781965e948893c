package dev.latchkey.token.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.access.Fingerprint;
import dev.latchkey.access.Identifier;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LastingTest {
    private static final Identifier TOKEN =
            Identifier.parse("1d4.acme.1.01m3tc5h002vj960vqahq9znxq.-").orElseThrow();
    private static final Instant END = Instant.parse("2026-10-01T12:00:00Z");

    @Test
    void itIsOverAtItsEndAndNotBefore() {
        // given
        var lasting = new Lasting(TOKEN, Fingerprint.ROOT, Optional.of(END));

        // then
        assertThat(lasting.isOver(END.minusNanos(1))).isFalse();
        assertThat(lasting.isOver(END)).isTrue();
        assertThat(new Lasting(TOKEN, Fingerprint.ROOT, Optional.empty()).isOver(END))
                .isFalse();
    }
}
