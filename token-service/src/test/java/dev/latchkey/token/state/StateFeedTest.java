package dev.latchkey.token.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.access.Access;
import dev.latchkey.access.Caveat;
import dev.latchkey.access.Fingerprint;
import dev.latchkey.access.Identifier;
import dev.latchkey.access.KeyId;
import dev.latchkey.access.OrgHandle;
import dev.latchkey.access.SessionId;
import dev.latchkey.access.Standing;
import dev.latchkey.events.State;
import dev.latchkey.events.StateChanged;
import dev.latchkey.events.StateTicked;
import dev.latchkey.token.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateFeedTest {
    private static final Instant SINCE = Instant.parse("2026-11-01T08:00:00Z");
    private static final Identifier TOKEN =
            Identifier.parse("1d4.acme.1.01m3tc5h002vj960vqahq9znxq.-").orElseThrow();
    private static final Identifier SIBLING =
            Identifier.parse("1d4.acme.1.01m3tc5h002vj960vqahq9znxr.-").orElseThrow();
    private static final Identifier OF_NEXT_KEY =
            Identifier.parse("1d4.acme.2.01m3tc5h002vj960vqahq9znxr.-").orElseThrow();
    private static final String KEY = "token:tok_01m3tc5h002vj960vqahq9znxq";

    private static final Identifier PERSONAL = Identifier.parse("1p4.acme.1.01m3tc5h00mmzswp91nrj9a80a.ha0ygzksccf6")
            .orElseThrow();
    private static final State REVOKED = State.OfToken.of(State.Stand.REVOKED, SINCE);
    private static final State ALIVE = new State.OfKey(false, SINCE);
    private static final State RETIRED = new State.OfKey(true, SINCE);

    private final TestClock clock = new TestClock(SINCE);
    private final Freshness freshness = new Freshness(clock, () -> Duration.ofSeconds(60));
    private final StateFeed feed = new StateFeed(freshness);
    private final FeedStandings standings = new FeedStandings(feed);

    private void snapshotIsIn() {
        freshness.counted(clock.instant());
        feed.tableIsIn(0, clock.instant());
    }

    @Test
    void beforeTheSnapshotEverythingIsStale() {
        // given: by the ticks alone it would be fresh
        freshness.counted(clock.instant());
        clock.advance(Freshness.SETTLING.plusSeconds(1));
        freshness.ticked(new StateTicked(0, clock.instant()));
        feed.apply(new StateChanged(KEY, 1, REVOKED));

        // when
        var standing = standings.of(TOKEN);

        // then
        assertThat(standing).isEqualTo(new Standing.Stale());
        assertThat(standings.of(SIBLING)).isEqualTo(new Standing.Stale());
        assertThat(feed.isComplete()).isFalse();
    }

    @Test
    void aRevokedTokenIsRefusedAndItsSiblingLives() {
        // given
        snapshotIsIn();
        assertThat(standings.of(TOKEN)).isEqualTo(Standing.Live.unchanged());

        // when
        feed.apply(new StateChanged(KEY, 1, REVOKED));

        // then
        assertThat(standings.of(TOKEN)).isEqualTo(new Standing.Revoked(SINCE, Standing.Revoked.What.TOKEN));
        assertThat(standings.of(SIBLING)).isEqualTo(Standing.Live.unchanged());
    }

    @Test
    void anOlderRevisionIsIgnored() {
        // given
        snapshotIsIn();
        feed.apply(new StateChanged("key:acme.1", 7, RETIRED));

        // when
        feed.apply(new StateChanged("key:acme.1", 6, ALIVE));
        feed.apply(new StateChanged("key:acme.1", 7, ALIVE));

        // then
        assertThat(standings.of(TOKEN)).isEqualTo(new Standing.Revoked(SINCE, Standing.Revoked.What.KEY_GENERATION));

        // when
        feed.apply(new StateChanged("key:acme.1", 8, ALIVE));

        // then
        assertThat(standings.of(TOKEN)).isEqualTo(Standing.Live.unchanged());
    }

    @Test
    void aRetiredGenerationEndsAllItsTokensAndNoOther() {
        // given
        snapshotIsIn();

        // when
        feed.apply(new StateChanged("key:acme.1", 1, RETIRED));

        // then
        var retired = new Standing.Revoked(SINCE, Standing.Revoked.What.KEY_GENERATION);
        assertThat(standings.of(TOKEN)).isEqualTo(retired);
        assertThat(standings.of(SIBLING)).isEqualTo(retired);
        assertThat(standings.of(OF_NEXT_KEY)).isEqualTo(Standing.Live.unchanged());
    }

    @Test
    void onlyKeysOfTheFeedAreNamed() {
        // when
        feed.apply(new StateChanged("key:acme.1", 1, ALIVE));

        // then
        assertThat(feed.names(new KeyId(new OrgHandle("acme"), 1))).isTrue();
        assertThat(feed.names(new KeyId(new OrgHandle("acme"), 2))).isFalse();
        assertThat(feed.names(new KeyId(new OrgHandle("evil"), 1))).isFalse();
    }

    @Test
    void restrictionsAndRefusedCopiesStandBesideALiveToken() {
        // given
        snapshotIsIn();

        // when
        feed.apply(new StateChanged(
                KEY, 1, new State.OfToken(State.Stand.LIVE, SINCE, List.of("access = read"), List.of("5bvbv42eqr45"))));

        // then
        assertThat(standings.of(TOKEN))
                .isEqualTo(new Standing.Live(
                        List.of(new Caveat.AtMost(Access.READ)), Set.of(new Fingerprint("5bvbv42eqr45"))));
    }

    @Test
    void aRestrictionThatIsNotUnderstoodSuspends() {
        // given
        snapshotIsIn();

        // when
        feed.apply(new StateChanged(
                KEY, 1, new State.OfToken(State.Stand.LIVE, SINCE, List.of("moon = full"), List.of())));

        // then
        assertThat(standings.of(TOKEN)).isEqualTo(new Standing.Suspended(SINCE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                KEY,
                "key:acme.1",
                "member:per_ha0ygzksccf6@acme",
                "session:ses_1nbw4r0mxfe81y",
                "app:app_1",
                "org:acme"
            })
    void aStateOfAnotherKindThanItsKeyLetsNothingThrough(String key) {
        // given
        snapshotIsIn();
        var other = key.startsWith("key:") ? REVOKED : ALIVE;

        // when
        feed.apply(new StateChanged(key, 1, other));

        // then
        var strictest = StrictestState.of(key, SINCE).orElseThrow();
        assertThat(feed.find(key, strictest.getClass())).isPresent();
        assertThat(feed.find(key, other.getClass())).isEmpty();
        assertThat(feed.applied()).isEqualTo(1);
    }

    @Test
    void theStrictestStateLetsNothingThrough() {
        // given
        snapshotIsIn();
        var suspended = new Standing.Suspended(SINCE);
        var session = SessionId.parsePublic("ses_1nbw4r0mxfe81y").orElseThrow();

        // when
        for (var key : List.of(KEY, "member:per_ha0ygzksccf6@acme", "key:acme.2", "session:ses_1nbw4r0mxfe81y")) {
            feed.apply(new StateChanged(key, 1, StrictestState.of(key, SINCE).orElseThrow()));
        }

        // then
        assertThat(standings.of(TOKEN)).isEqualTo(suspended);
        assertThat(standings.of(PERSONAL)).isEqualTo(suspended);
        assertThat(standings.of(OF_NEXT_KEY))
                .isEqualTo(new Standing.Revoked(SINCE, Standing.Revoked.What.KEY_GENERATION));
        assertThat(standings.of(session)).isEqualTo(new Standing.SessionEnded(SINCE));
        assertThat(StrictestState.of("app:app_1", SINCE))
                .hasValueSatisfying(
                        state -> assertThat(((State.OfApp) state).dial()).isEqualTo(State.Dial.SUSPENDED));
        assertThat(StrictestState.of("org:acme", SINCE))
                .hasValueSatisfying(state ->
                        assertThat(((State.OfOrg) state).callsPerSecond()).isEqualTo(0.0));
        assertThat(StrictestState.of("moon:1", SINCE)).isEmpty();
        assertThat(StrictestState.of("moon", SINCE)).isEmpty();
    }

    @Test
    void aPersonsRoleIsTheMostTheirTokensMayDo() {
        // given
        snapshotIsIn();
        var key = "member:per_ha0ygzksccf6@acme";

        // when
        feed.apply(new StateChanged(key, 1, new State.OfMember(State.Highest.READ, SINCE, null)));

        // then
        assertThat(standings.of(PERSONAL))
                .isEqualTo(new Standing.Live(List.of(new Caveat.AtMost(Access.READ)), Set.of()));
        assertThat(standings.of(TOKEN)).isEqualTo(Standing.Live.unchanged());

        // when
        feed.apply(new StateChanged(key, 2, new State.OfMember(State.Highest.NONE, SINCE, null)));

        // then
        assertThat(standings.of(PERSONAL)).isEqualTo(new Standing.Suspended(SINCE));

        // when
        feed.apply(new StateChanged(key, 3, new State.OfMember(State.Highest.WRITE, SINCE, SINCE)));

        // then
        assertThat(standings.of(PERSONAL)).isEqualTo(Standing.Live.unchanged());
    }

    @Test
    void anEndedSessionIsEndedAndOthersLive() {
        // given
        snapshotIsIn();
        var session = SessionId.parsePublic("ses_1nbw4r0mxfe81y").orElseThrow();
        var other = SessionId.parsePublic("ses_1nbw4r0mxfe81z").orElseThrow();

        // when
        feed.apply(new StateChanged("session:ses_1nbw4r0mxfe81y", 1, new State.OfSession(SINCE)));

        // then
        assertThat(standings.of(session)).isEqualTo(new Standing.SessionEnded(SINCE));
        assertThat(standings.of(other)).isEqualTo(Standing.Live.unchanged());
    }

    @Test
    void whatIsTooOldRefusesEverything() {
        // given
        snapshotIsIn();
        var session = SessionId.parsePublic("ses_1nbw4r0mxfe81y").orElseThrow();

        // when
        clock.advance(Duration.ofSeconds(60));

        // then
        assertThat(feed.isFresh()).isTrue();

        // when
        clock.advance(Duration.ofMillis(1));

        // then
        assertThat(feed.isFresh()).isFalse();
        assertThat(standings.of(TOKEN)).isEqualTo(new Standing.Stale());
        assertThat(standings.of(session)).isEqualTo(new Standing.Stale());
        assertThat(feed.isComplete()).isTrue();
    }

    @Test
    void appliedIsWhatHasNoGapBelowIt() {
        // given
        feed.tableIsIn(4, clock.instant());
        var heard = new ArrayList<Long>();
        feed.whenApplied(() -> heard.add(feed.applied()));

        // when
        feed.apply(new StateChanged("token:a", 6, REVOKED));
        feed.apply(new StateChanged("token:b", 8, REVOKED));

        // then
        assertThat(feed.applied()).isEqualTo(4);
        assertThat(feed.behind()).isEqualTo(4);

        // when
        feed.apply(new StateChanged("token:c", 5, REVOKED));

        // then
        assertThat(feed.applied()).isEqualTo(6);

        // when
        feed.tableIsIn(7, clock.instant());

        // then
        assertThat(feed.applied()).isEqualTo(8);
        assertThat(feed.behind()).isZero();
        assertThat(heard).containsExactly(6L, 8L);
    }

    @Test
    void aTombstoneEndsNothingThatCameLater() {
        // given
        snapshotIsIn();
        feed.apply(new StateChanged(KEY, 6, REVOKED));

        // when
        feed.forget(KEY, 5);

        // then
        assertThat(feed.find(KEY, State.OfToken.class)).contains((State.OfToken) REVOKED);

        // when
        feed.forget(KEY, 6);

        // then
        assertThat(feed.find(KEY, State.OfToken.class)).isEmpty();
    }
}
