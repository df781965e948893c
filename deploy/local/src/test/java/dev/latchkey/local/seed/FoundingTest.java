package dev.latchkey.local.seed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.events.EventJson;
import dev.latchkey.events.MembershipChanged;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoundingTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00.123Z");

    @TempDir
    private Path directory;

    @Test
    void aFoundingIsMadeOnceAndKept() throws Exception {
        // given
        var first = Founding.in(directory.resolve("founding.json"), new Random(1), NOW);

        // when
        var second = Founding.in(directory.resolve("founding.json"), new Random(2), NOW.plusSeconds(9));

        // then
        assertThat(second).isEqualTo(first);
        assertThat(first.org()).isEqualTo("acme");
        assertThat(first.person()).matches("per_[0-9a-hjkmnp-tv-z]{12}");
        assertThat(first.at()).isEqualTo("2026-03-01T10:00:00Z");
    }

    @Test
    void theDirectoryHoldsTheOrgItsOwnerAndTheirMembership() throws Exception {
        // given
        var founding = Founding.in(directory.resolve("founding.json"), new Random(1), NOW);

        // when
        var events = DirectoryPublisher.events(founding);

        // then
        assertThat(events).hasSize(3);
        assertThat(events.getLast()).isInstanceOfSatisfying(MembershipChanged.class, membership -> {
            assertThat(membership.org()).isEqualTo("acme");
            assertThat(membership.personId()).isEqualTo(founding.person());
            assertThat(membership.role()).isEqualTo(MembershipChanged.Role.OWNER);
            assertThat(membership.version()).isEqualTo(1);
        });
        assertThat(events.toString() + events.stream().map(EventJson::write).toList())
                .doesNotContain(founding.email());
    }
}
