package dev.latchkey.audit.usage;

import static dev.latchkey.audit.Api.eventually;
import static dev.latchkey.audit.Given.ago;
import static dev.latchkey.audit.Given.now;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.latchkey.audit.Api;
import dev.latchkey.audit.Broker;
import dev.latchkey.audit.Database;
import dev.latchkey.audit.Given;
import dev.latchkey.audit.Given.Token;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class UsageRecordTest {
    @Inject
    Database database;

    private final Broker broker = new Broker();
    private final Token token = Given.token();

    @AfterEach
    void close() {
        broker.close();
    }

    @Test
    void anAcceptedUseIsTheLastUsedRecord() {
        // given
        var minted = ago(Duration.ofHours(1));
        var used = ago(Duration.ofSeconds(1));

        // when
        broker.send(token.minted(minted));
        broker.send(token.used().at(used).from("203.0.113.7").by("curl/8.5").event());

        // then
        eventually(() -> assertThat(
                        Api.get(token.org(), "/v1/usage/tokens/" + token.id()).asString())
                .isEqualTo("""
                        {"token_id":"%s","org":"%s","use":"recorded","tracked_since":"%s",\
                        "last_accepted":{"at":"%s","ip":"203.0.113.7","user_agent":"curl/8.5","client":"curl 8",\
                        "access":"read","resource":"apps/web/deploys","child":null},"last_refused":null,\
                        "accepted_30d":1,"refused_30d":0,"sources":1}""".formatted(token.id(), token.org(), minted, used)));
    }

    @Test
    void aRefusedUseIsToldWithItsReason() {
        // given
        var refused = ago(Duration.ofSeconds(2));

        // when
        broker.send(token.minted(ago(Duration.ofHours(1))));
        broker.send(token.used()
                .at(refused)
                .from("2001:DB8:0::7")
                .by("bar/1.0")
                .refused("access-denied")
                .times(3)
                .event());

        // then
        eventually(() -> assertThat(Api.usage(token).getMap("last_refused"))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "at", refused.toString(),
                        "reason", "access-denied",
                        "ip", "2001:db8::7",
                        "user_agent", "bar/1.0",
                        "client", "bar 1")));
        assertThat(Api.usage(token).getString("use")).isEqualTo("recorded");
        assertThat(Api.usage(token).getInt("refused_30d")).isEqualTo(3);
    }

    @Test
    void olderEventsAfterNewerChangeNothing() {
        // given
        var newest = ago(Duration.ofMinutes(1));
        broker.send(token.used().at(newest).from("203.0.113.1").by("new/1").event());
        broker.send(
                token.used().at(newest).from("203.0.113.2").refused("expired").event());
        eventually(
                () -> assertThat(Api.usage(token).getString("last_refused.at")).isEqualTo(newest.toString()));

        // when
        broker.send(
                token.used()
                        .at(newest.minusMillis(1))
                        .from("203.0.113.3")
                        .by("old/1")
                        .event(),
                token.used().at(newest).from("203.0.113.4").by("same/1").event(),
                token.used()
                        .at(newest.minusSeconds(60))
                        .from("203.0.113.5")
                        .refused("revoked")
                        .event());

        // then
        eventually(() -> assertThat(Api.usage(token).getInt("sources")).isEqualTo(5));
        assertThat(Api.usage(token).getString("last_accepted.at")).isEqualTo(newest.toString());
        assertThat(Api.usage(token).getString("last_accepted.ip")).isEqualTo("203.0.113.1");
        assertThat(Api.usage(token).getString("last_accepted.user_agent")).isEqualTo("new/1");
        assertThat(Api.usage(token).getString("last_refused.reason")).isEqualTo("expired");
        assertThat(Api.usage(token).getString("last_refused.ip")).isEqualTo("203.0.113.2");
        assertThat(Api.usage(token).getInt("accepted_30d")).isEqualTo(3);
    }

    @Test
    void aRefusedUseNeverMovesAccepted() {
        // given
        var accepted = ago(Duration.ofMinutes(5));
        broker.send(token.used().at(accepted).from("203.0.113.1").event());

        // when
        broker.send(
                token.used().at(now()).from("203.0.113.2").refused("revoked").event());

        // then
        eventually(
                () -> assertThat(Api.usage(token).getString("last_refused.ip")).isEqualTo("203.0.113.2"));
        assertThat(Api.usage(token).getString("last_accepted.at")).isEqualTo(accepted.toString());
        assertThat(Api.usage(token).getString("last_accepted.ip")).isEqualTo("203.0.113.1");
        assertThat(Api.usage(token).getInt("accepted_30d")).isEqualTo(1);
    }

    @Test
    void aVerifierTenMinutesAheadGetsTheBrokersTime() {
        // given
        var sent = Instant.now();

        // when
        broker.send(token.used().at(now().plus(Duration.ofMinutes(10))).event());

        // then
        eventually(() -> assertThat(Instant.parse(Api.usage(token).getString("last_accepted.at")))
                .isCloseTo(sent, within(5, ChronoUnit.SECONDS)));
        assertThat(database.text("select clock_suspect from token_use where token_id = ?", token.id()))
                .isEqualTo("t");
    }

    @Test
    void aVerifierTenMinutesBehindIsBelieved() {
        // given
        var told = ago(Duration.ofMinutes(10));

        // when
        broker.send(token.used().at(told).event());

        // then
        eventually(
                () -> assertThat(Api.usage(token).getString("last_accepted.at")).isEqualTo(told.toString()));
        assertThat(database.text("select clock_suspect from token_use where token_id = ?", token.id()))
                .isEqualTo("f");
    }

    @Test
    void whatHappenedEightDaysBeforeItWasSentIsADeadLetter() {
        // when
        var sent = broker.send(token.used().at(ago(Duration.ofDays(8))).event()).getFirst();

        // then
        eventually(() -> assertThat(Broker.deadLetters(sent))
                .singleElement()
                .satisfies(letter -> assertThat(Broker.header(letter, "dead-letter-reason"))
                        .isEqualTo("it happened more than 7 days before it was sent")));
        assertThat(Api.get(token.org(), "/v1/usage/tokens/" + token.id()).statusCode())
                .isEqualTo(404);
    }

    @Test
    void twoAddressesInOneSecondAreBothThere() {
        // given
        var second = ago(Duration.ofMinutes(1)).truncatedTo(ChronoUnit.SECONDS);

        // when
        broker.send(
                token.used().at(second).from("203.0.113.1").times(4).event(),
                token.used().at(second.plusMillis(1)).from("203.0.113.2").event(),
                token.used()
                        .at(second.plusMillis(2))
                        .from("203.0.113.2")
                        .refused("access-denied")
                        .event());

        // then
        eventually(() -> assertThat(Api.sources(token).getList("items"))
                .isEqualTo(List.of(
                        Map.of(
                                "ip",
                                "203.0.113.2",
                                "user_agent",
                                "curl/8.5",
                                "client",
                                "curl 8",
                                "first_seen",
                                second.plusMillis(1).toString(),
                                "last_seen",
                                second.plusMillis(2).toString(),
                                "accepted",
                                1,
                                "refused",
                                1),
                        Map.of(
                                "ip",
                                "203.0.113.1",
                                "user_agent",
                                "curl/8.5",
                                "client",
                                "curl 8",
                                "first_seen",
                                second.toString(),
                                "last_seen",
                                second.toString(),
                                "accepted",
                                4,
                                "refused",
                                0))));
        assertThat(Api.sources(token).getMap("")).containsEntry("others", null);
    }

    @Test
    void aMappedAddressIsTheOneItEmbeds() {
        // when
        broker.send(
                token.used().from("::ffff:203.0.113.7").event(),
                token.used().from("203.0.113.7").event());

        // then
        eventually(
                () -> assertThat(Api.sources(token).getList("items.accepted")).isEqualTo(List.of(2)));
        assertThat(Api.sources(token).getList("items.ip")).isEqualTo(List.of("203.0.113.7"));
    }

    @Test
    void sourcesBeyondTheCapAreFoldedAndStayCounted() {
        // given
        var start = ago(Duration.ofHours(1));
        var uses = new ArrayList<dev.latchkey.events.Event>();
        for (var i = 0; i < 250; i++) {
            uses.add(token.used()
                    .at(start.plusSeconds(i))
                    .from("198.51." + i / 200 + "." + i % 200)
                    .event());
        }

        // when
        broker.send(uses);

        // then
        eventually(() -> assertThat(Api.usage(token).getInt("accepted_30d")).isEqualTo(250));
        assertThat(Api.usage(token).getInt("sources")).isEqualTo(101);
        assertThat(Api.sources(token).getList("items")).hasSize(100);
        assertThat(Api.sources(token).getString("items[0].ip")).isEqualTo("198.51.1.49");
        assertThat(Api.sources(token).getMap("others"))
                .isEqualTo(Map.of(
                        "first_seen",
                        start.toString(),
                        "last_seen",
                        start.plusSeconds(149).toString(),
                        "accepted",
                        150,
                        "refused",
                        0));
    }

    @Test
    void anUntoldSourceIsNullAndUnnamed() {
        // when
        broker.send(token.used().from(null).by(null).event());

        // then
        eventually(() -> assertThat(Api.usage(token).getMap("last_accepted"))
                .containsEntry("ip", null)
                .containsEntry("user_agent", null)
                .containsEntry("client", "unnamed"));
        assertThat(Api.sources(token).getMap("items[0]"))
                .containsEntry("ip", null)
                .containsEntry("client", "unnamed");
    }

    @Test
    void hostileAgentsAreHarmless() {
        // given
        var agents = List.of(
                "<script>alert(1)</script>",
                "\u001b[2J\u0007",
                "a\nX-Evil: 1",
                "\u202eevil",
                "nul\0",
                "\ud83d",
                "x".repeat(10_240));

        // when
        for (var agent : agents) {
            broker.send(token.used().by(agent).event());
        }

        // then
        eventually(() -> assertThat(Api.sources(token).getList("items.user_agent"))
                .containsExactlyInAnyOrder(
                        "<script>alert(1)</script>",
                        "\\u001b[2J\\u0007",
                        "a\\u000aX-Evil: 1",
                        "\\u202eevil",
                        "nul\\u0000",
                        "?",
                        "x".repeat(256) + "…"));
    }

    @Test
    void aUseBeforeTheMintedEventIsRightOnceBothHaveCome() {
        // given
        var minted = ago(Duration.ofMinutes(2));
        var used = ago(Duration.ofMinutes(1));

        // when
        broker.send(token.used().at(used).event());
        eventually(() -> assertThat(Api.usage(token).getString("tracked_since")).isEqualTo(used.toString()));
        broker.send(token.minted(minted));

        // then
        eventually(() -> assertThat(Api.usage(token).getString("tracked_since")).isEqualTo(minted.toString()));
        assertThat(Api.usage(token).getString("last_accepted.at")).isEqualTo(used.toString());
        assertThat(Api.list(token.org(), "").getList("items.token_id")).isEqualTo(List.of(token.id()));
    }

    @Test
    void aTokenWithoutUseWasNeverUsedSinceItsBirth() {
        // given
        var minted = ago(Duration.ofDays(3));

        // when
        broker.send(token.minted(minted));

        // then
        eventually(() -> assertThat(
                        Api.get(token.org(), "/v1/usage/tokens/" + token.id()).asString())
                .isEqualTo("""
                        {"token_id":"%s","org":"%s","use":"never","tracked_since":"%s","last_accepted":null,\
                        "last_refused":null,"accepted_30d":0,"refused_30d":0,"sources":0}""".formatted(token.id(), token.org(), minted)));
    }

    @Test
    void onlyTheLastThirtyDaysAreCounted() {
        // given
        broker.send(token.used().times(5).event());
        eventually(() -> assertThat(Api.usage(token).getInt("accepted_30d")).isEqualTo(5));

        // when
        database.change(
                "insert into use_day values ('%1$s', date '%2$s' - 29, 10, 1), ('%1$s', date '%2$s' - 30, 100, 7)"
                        .formatted(token.id(), LocalDate.now(ZoneOffset.UTC)));

        // then
        assertThat(Api.usage(token).getInt("accepted_30d")).isEqualTo(15);
        assertThat(Api.usage(token).getInt("refused_30d")).isEqualTo(1);
    }
}
