package dev.latchkey.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.events.Act.Actor;
import dev.latchkey.events.Act.ActorKind;
import dev.latchkey.events.Act.Origin;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventContractTest {
    private static final Instant NOON = Instant.parse("2026-10-01T12:00:00Z");
    private static final String TOKEN = "tok_01m3tc5h00mmzswp91nrj9a80a";
    private static final Act ACT = new Act(
            new Actor(ActorKind.PERSON, "per_ha0ygzksccf6", "tok_01m3tc5h00mmzswp91nrj9a80a", null, null),
            new Origin("203.0.113.7", "curl/8.5"),
            NOON);

    private static Caep caep(@Nullable String session) {
        return new Caep(
                NOON.getEpochSecond(),
                Caep.InitiatingEntity.USER,
                Map.of("en", "ended by the person"),
                Map.of("en", "You ended it."),
                new Caep.Subject("https://keys.example", "per_ha0ygzksccf6", session),
                session == null ? "password" : null,
                session == null ? "update" : null);
    }

    static Stream<Event> everyEvent() {
        return Stream.of(
                new TokenMinted(
                        "tok_01m3tc5h00mmzswp91nrj9a80a",
                        "acme",
                        "personal",
                        "ci",
                        "k7m2qd",
                        "per_ha0ygzksccf6",
                        "read",
                        List.of("apps/web"),
                        NOON.plusSeconds(60),
                        null,
                        "acme.1",
                        null,
                        true,
                        1,
                        ACT),
                new TokenRevoked(TOKEN, "acme", null, "leaked", 17, 2, ACT),
                new TokenRenamed(TOKEN, "acme", "ci", "nightly", 2, ACT),
                new TokenRestricted(TOKEN, "acme", List.of(), List.of("access = read"), 17, 2, ACT),
                new TokenSuspended(TOKEN, "acme", "parent", "tok_01m3tc5h002vj960vqahq9znxq", 17, 2, ACT),
                new TokenResumed(TOKEN, "acme", 18, 3, ACT),
                new TokenRotated(TOKEN, "acme", "tok_01m3tc5h002vj960vqahq9znxq", NOON.plusSeconds(9), 17, 2, ACT),
                new TokenExpired(TOKEN, "acme", NOON, 2, ACT),
                new TokenMisused(TOKEN, "acme", "root", "rotated", NOON, ACT),
                new CopyRevoked(TOKEN, "acme", "5bvbv42eqr45", 17, 2, ACT),
                new TokenLeaked(
                        "tok_01m3tc5h00mmzswp91nrj9a80a",
                        "acme",
                        "personal",
                        "k7m2qd",
                        "root",
                        "https://example.org/paste/7",
                        "in a log",
                        "anyone",
                        18L,
                        ACT),
                new KeyRotated("acme", "acme.2", "acme.1", 18, ACT),
                new KeyRetired("acme", "acme.1", 41, 19, ACT),
                new KeyDeleted("acme", "acme.1", ACT),
                new StateChanged(StateKey.rootKey("acme.1"), 1, new State.OfKey(false, NOON)),
                new StateTicked(17, NOON),
                new TokenUsed(
                        "tok_01m3tc5h00mmzswp91nrj9a80a",
                        "personal",
                        "acme",
                        "per_ha0ygzksccf6",
                        null,
                        null,
                        "root",
                        "203.0.113.7",
                        "curl/8.5",
                        TokenUsed.Outcome.REFUSED,
                        "access-denied",
                        3,
                        NOON,
                        NOON.plusMillis(400),
                        Map.of("write", 3L),
                        Map.of("apps/web", 3L),
                        Map.of(),
                        "verifier-1",
                        "boot-1",
                        7,
                        1,
                        2),
                new AppChanged(
                        "app_2wpevjq4ehtb",
                        "acme",
                        null,
                        State.Dial.SLOWED,
                        "too loud",
                        NOON.plusSeconds(60),
                        2.5,
                        false,
                        1,
                        ACT),
                new OrgChanged(
                        "acme",
                        "Acme",
                        new OrgPolicy(
                                Duration.ofDays(30),
                                true,
                                250.0,
                                2.5,
                                Duration.ofDays(90),
                                OrgPolicy.IpPrecision.NETWORK,
                                new SessionPolicy("lk2", Duration.ofHours(8), Duration.ofMinutes(15), true)),
                        1,
                        ACT),
                new VerifierSeen("token-service-1", "boot-1", 7, 0, 42, false),
                new SessionEnded(
                        "ses_1nbw4r0mxfe81y", "per_ha0ygzksccf6", NOON, "ended", ACT, caep("ses_1nbw4r0mxfe81y")),
                new SessionStarted(
                        "ses_1nbw4r0mxfe81y",
                        "per_ha0ygzksccf6",
                        "dev_ha0ygzksccf6",
                        true,
                        "lk1",
                        List.of("pwd"),
                        NOON,
                        ACT),
                new SessionRefreshed("ses_1nbw4r0mxfe81y", "per_ha0ygzksccf6", "step-up", "lk1", NOON, ACT),
                new SessionConsolidated(
                        "ses_1nbw4r0mxfe81y", "per_ha0ygzksccf6", "dev_ha0ygzksccf6", "ses_1nbw4r0mxfe81z", ACT),
                new LoginRefused(null, "c2VjcmV0", "password", "unknown", "dev_ha0ygzksccf6", ACT),
                new CredentialChanged("per_ha0ygzksccf6", "password", "update", ACT, caep(null)),
                new DeviceRenamed("dev_ha0ygzksccf6", "per_ha0ygzksccf6", "Firefox on Linux", "Desk", ACT),
                new PersonChanged("per_ha0ygzksccf6", "Ada", PersonChanged.State.ACTIVE, 1, ACT),
                new MembershipChanged(
                        "mem_ha0ygzksccf6", "acme", "per_ha0ygzksccf6", MembershipChanged.Role.OWNER, false, 1, ACT),
                new InvitationCreated(
                        "inv_ha0ygzksccf6", "acme", MembershipChanged.Role.MEMBER, NOON.plusSeconds(9), 1, ACT),
                new InvitationAccepted(
                        "inv_ha0ygzksccf6", "acme", MembershipChanged.Role.MEMBER, "per_ha0ygzksccf6", 2, ACT),
                new InvitationRevoked("inv_ha0ygzksccf6", "acme", MembershipChanged.Role.MEMBER, "requested", 2, ACT));
    }

    @ParameterizedTest
    @MethodSource("everyEvent")
    void whatIsWrittenIsRead(Event event) throws BrokenEventException {
        // when
        var read = EventJson.read(event.type().typeName(), bytes(EventJson.write(event)));

        // then
        assertThat(read).contains(event);
    }

    static Stream<State> everyState() {
        return Stream.of(
                State.OfToken.of(State.Stand.REVOKED, NOON),
                new State.OfToken(State.Stand.LIVE, NOON, List.of("access = read"), List.of("5bvbv42eqr45")),
                new State.OfKey(true, NOON),
                new State.OfSession(NOON),
                new State.OfMember(State.Highest.READ, NOON, NOON.minusSeconds(9)),
                new State.OfApp(State.Dial.SLOWED, NOON, 2.5, "too loud", NOON.plusSeconds(60)),
                new State.OfApp(State.Dial.NORMAL, NOON, null, null, null),
                new State.OfOrg(NOON, 100.0, 2.5));
    }

    @ParameterizedTest
    @MethodSource("everyState")
    void aStateIsReadAsItWasWritten(State state) throws BrokenEventException {
        // given
        var changed = new StateChanged("key", 7, state);

        // when
        var read = EventJson.read(changed.type().typeName(), bytes(EventJson.write(changed)));

        // then
        assertThat(read).contains(changed);
    }

    @Test
    void theKindOfAStateIsOnTheWire() {
        assertThat(EventJson.write(new StateChanged("session:ses_1", 7, new State.OfSession(NOON))))
                .isEqualTo("{\"key\":\"session:ses_1\",\"revision\":7,"
                        + "\"state\":{\"of\":\"session\",\"since\":\"2026-10-01T12:00:00Z\"}}");
    }

    @Test
    void aLastHeartbeatSaysThatItIsFinal() {
        assertThat(EventJson.write(new VerifierSeen("token-service-1", "boot-1", 7, 2, 42, true)))
                .isEqualTo("{\"verifier_id\":\"token-service-1\",\"boot\":\"boot-1\",\"flush\":7,\"dropped\":2,"
                        + "\"applied_revision\":42,\"final\":true}");
    }

    @Test
    void aTickSaysWhenItWasReadOnlyIfThatWasEarlier() throws BrokenEventException {
        // given
        var told = new StateTicked(17, NOON.plusSeconds(3), NOON);

        // then
        assertThat(EventJson.write(new StateTicked(17, NOON)))
                .isEqualTo("{\"published_revision\":17,\"at\":\"2026-10-01T12:00:00Z\"}");
        assertThat(EventJson.write(told))
                .isEqualTo("{\"published_revision\":17,\"at\":\"2026-10-01T12:00:03Z\","
                        + "\"read_at\":\"2026-10-01T12:00:00Z\"}");
        assertThat(EventJson.read(told.type().typeName(), bytes(EventJson.write(told))))
                .contains(told);
    }

    @Test
    void everyTypeHasAnExampleHere() {
        assertThat(everyEvent().map(Event::type)).containsExactlyInAnyOrder(EventType.values());
    }

    @Test
    void theWireIsSnakeCaseWithRfc3339TimesAndWithoutNulls() {
        // when
        var json = EventJson.write(new TokenRevoked("tok_01m3tc5h00mmzswp91nrj9a80a", "acme", null, null, 17, 2, ACT));

        // then
        assertThat(json)
                .isEqualTo(
                        "{\"token_id\":\"tok_01m3tc5h00mmzswp91nrj9a80a\",\"org\":\"acme\",\"revision\":17,\"version\":2,"
                                + "\"act\":{\"actor\":{\"kind\":\"person\",\"id\":\"per_ha0ygzksccf6\","
                                + "\"token_id\":\"tok_01m3tc5h00mmzswp91nrj9a80a\"},"
                                + "\"origin\":{\"ip\":\"203.0.113.7\",\"user_agent\":\"curl/8.5\"},"
                                + "\"at\":\"2026-10-01T12:00:00Z\"}}");
    }

    @Test
    void aTypeOfTheFutureIsNotAnError() throws BrokenEventException {
        assertThat(EventJson.read("dev.latchkey.token.juggled.v1", bytes("{}"))).isEmpty();
    }

    @Test
    void aMemberOfTheFutureIsIgnored() throws BrokenEventException {
        assertThat(
                        EventJson.read(
                                "dev.latchkey.state.changed.v1",
                                bytes(
                                        "{\"key\":\"key:acme.1\",\"revision\":1,\"state\":{\"of\":\"key\","
                                                + "\"retired\":false,\"since\":\"2026-10-01T12:00:00Z\",\"smell\":\"none\"},\"colour\":\"blue\"}")))
                .contains(new StateChanged("key:acme.1", 1, new State.OfKey(false, NOON)));
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{\"key\":\"k\"}",
                "{\"key\":\"k\",\"revision\":1,\"state\":\"odd\"}",
                "{\"key\":\"k\",\"revision\":1,\"state\":{\"of\":\"moon\",\"since\":\"2026-10-01T12:00:00Z\"}}"
            })
    void dataOfAnotherShapeIsBroken(String data) {
        assertThatThrownBy(() -> EventJson.read("dev.latchkey.state.changed.v1", bytes(data)))
                .isInstanceOf(BrokenEventException.class);
    }

    @Test
    void aPolicyIsOnTheWireAsAPersonReadsIt() {
        assertThat(EventJson.write(new OrgChanged(
                        "acme", "Acme", OrgPolicy.ofTokens(Duration.ofDays(30), false, null, 2.5), 1, ACT)))
                .startsWith("{\"org\":\"acme\",\"display_name\":\"Acme\",\"policy\":{\"max_token_life\":\"PT720H\","
                        + "\"never_expires_allowed\":false,\"calls_per_second_per_token\":2.5},\"version\":1,");
    }

    @Test
    void theEndOfASessionCarriesTheClaimsOfCaep() {
        assertThat(EventJson.write(
                        new SessionEnded("ses_1", "per_ha0ygzksccf6", NOON, "ended", ACT, caep("ses_1nbw4r0mxfe81y"))))
                .contains("\"caep\":{\"event_timestamp\":1790856000,\"initiating_entity\":\"user\","
                        + "\"reason_admin\":{\"en\":\"ended by the person\"},\"reason_user\":{\"en\":\"You ended it.\"},"
                        + "\"subject\":{\"iss\":\"https://keys.example\",\"sub\":\"per_ha0ygzksccf6\","
                        + "\"sid\":\"ses_1nbw4r0mxfe81y\"}}");
    }

    @Test
    void theEndOfASessionMayComeWithoutThem() throws BrokenEventException {
        // given
        var old = new SessionEnded("ses_1nbw4r0mxfe81y", "per_ha0ygzksccf6", NOON, "logged-out", ACT);

        // then
        assertThat(EventJson.read("dev.latchkey.session.ended.v1", bytes(EventJson.write(old))))
                .contains(old);
    }

    @Test
    void anOrgOfAnOlderProducerHasDecidedNothing() throws BrokenEventException {
        // when
        var read = EventJson.read(
                "dev.latchkey.org.changed.v1", bytes(EventJson.write(new OrgChanged("acme", "Acme", null, 1, ACT))));

        // then
        assertThat(read).contains(new OrgChanged("acme", "Acme", null, 1, ACT));
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(
            strings = {
                "\"max_token_life\":\"soon\"",
                "\"max_token_life\":\"PT0S\"",
                "\"max_token_life\":\"-P1D\"",
                "\"calls_per_second\":0",
                "\"calls_per_second\":\"Infinity\"",
                "\"calls_per_second_per_token\":-1",
                "\"never_expires_allowed\":\"perhaps\""
            })
    void aPolicyNobodyCouldKeepIsBroken(String member) {
        // given
        var data = EventJson.write(new OrgChanged("acme", "Acme", OrgPolicy.UNDECIDED, 1, ACT))
                .replace("\"never_expires_allowed\":false", "\"never_expires_allowed\":false," + member);

        // then
        assertThatThrownBy(() -> EventJson.read("dev.latchkey.org.changed.v1", bytes(data)))
                .isInstanceOf(BrokenEventException.class);
    }

    @Test
    void theEnvelopeSurvivesItsHeaders() throws BrokenEventException {
        // given
        var envelope = new Envelope(
                "0199-1", "/token-service/latchkey.tokens/3", "dev.latchkey.token.minted.v1", "tok_1", NOON, 42L, null);

        // when
        var read = Envelope.of(envelope.headers()::get);

        // then
        assertThat(read).isEqualTo(envelope);
    }

    @Test
    void anEnvelopeWithoutAnIdIsBroken() {
        assertThatThrownBy(() -> Envelope.of(name -> null))
                .isInstanceOf(BrokenEventException.class)
                .hasMessageContaining("ce_id");
    }

    @Test
    void onlyPresentStateIsCompacted() {
        assertThat(Stream.of(Topic.values())
                        .filter(topic -> "compact"
                                .equals(topic.definition().configuration().get("cleanup.policy"))))
                .containsExactly(Topic.TOKEN_STATES, Topic.APPS, Topic.DIRECTORY);
    }

    @Test
    void usageIsStampedByTheBroker() {
        assertThat(Topic.TOKEN_USAGE.definition().configuration())
                .containsEntry("message.timestamp.type", "LogAppendTime");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
