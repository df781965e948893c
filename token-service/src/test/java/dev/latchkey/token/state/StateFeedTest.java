package dev.latchkey.token.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.access.Identifier;
import dev.latchkey.access.KeyId;
import dev.latchkey.access.OrgHandle;
import dev.latchkey.access.Standing;
import dev.latchkey.events.StateChanged;
import dev.latchkey.events.StateChanged.State;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StateFeedTest {
    private static final Instant SINCE = Instant.parse("2026-11-01T08:00:00Z");
    private static final Identifier TOKEN =
            Identifier.parse("1d4.acme.1.01m3tc5h002vj960vqahq9znxq.-").orElseThrow();
    private static final Identifier SIBLING =
            Identifier.parse("1d4.acme.1.01m3tc5h002vj960vqahq9znxr.-").orElseThrow();
    private static final Identifier OF_NEXT_KEY =
            Identifier.parse("1d4.acme.2.01m3tc5h002vj960vqahq9znxr.-").orElseThrow();
    private static final String KEY = "token:tok_01m3tc5h002vj960vqahq9znxq";

    private final StateFeed feed = new StateFeed();

    @Test
    void beforeTheSnapshotEverythingIsStale() {
        // given
        feed.apply(new StateChanged(KEY, 1, State.REVOKED, SINCE));

        // when
        var standing = feed.of(TOKEN);

        // then
        assertThat(standing).isEqualTo(new Standing.Stale());
        assertThat(feed.of(SIBLING)).isEqualTo(new Standing.Stale());
        assertThat(feed.isComplete()).isFalse();
    }

    @Test
    void aRevokedTokenIsRefusedAndItsSiblingLives() {
        // given
        feed.snapshotIsIn();
        assertThat(feed.of(TOKEN)).isEqualTo(new Standing.Live());

        // when
        feed.apply(new StateChanged(KEY, 1, State.REVOKED, SINCE));

        // then
        assertThat(feed.of(TOKEN)).isEqualTo(new Standing.Revoked(SINCE, Standing.Revoked.What.TOKEN));
        assertThat(feed.of(SIBLING)).isEqualTo(new Standing.Live());
    }

    @Test
    void anOlderRevisionIsIgnored() {
        // given
        feed.snapshotIsIn();
        feed.apply(new StateChanged("key:acme.1", 7, State.REVOKED, SINCE));

        // when
        feed.apply(new StateChanged("key:acme.1", 6, State.ALIVE, SINCE));
        feed.apply(new StateChanged("key:acme.1", 7, State.ALIVE, SINCE));

        // then
        assertThat(feed.of(TOKEN)).isEqualTo(new Standing.Revoked(SINCE, Standing.Revoked.What.KEY_GENERATION));

        // when
        feed.apply(new StateChanged("key:acme.1", 8, State.ALIVE, SINCE));

        // then
        assertThat(feed.of(TOKEN)).isEqualTo(new Standing.Live());
    }

    @Test
    void aRetiredGenerationEndsAllItsTokensAndNoOther() {
        // given
        feed.snapshotIsIn();

        // when
        feed.apply(new StateChanged("key:acme.1", 1, State.REVOKED, SINCE));

        // then
        var retired = new Standing.Revoked(SINCE, Standing.Revoked.What.KEY_GENERATION);
        assertThat(feed.of(TOKEN)).isEqualTo(retired);
        assertThat(feed.of(SIBLING)).isEqualTo(retired);
        assertThat(feed.of(OF_NEXT_KEY)).isEqualTo(new Standing.Live());
    }

    @Test
    void onlyKeysOfTheFeedAreNamed() {
        // when
        feed.apply(new StateChanged("key:acme.1", 1, State.ALIVE, SINCE));

        // then
        assertThat(feed.names(new KeyId(new OrgHandle("acme"), 1))).isTrue();
        assertThat(feed.names(new KeyId(new OrgHandle("acme"), 2))).isFalse();
        assertThat(feed.names(new KeyId(new OrgHandle("evil"), 1))).isFalse();
    }
}
