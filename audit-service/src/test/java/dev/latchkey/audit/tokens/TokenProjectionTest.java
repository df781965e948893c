package dev.latchkey.audit.tokens;

import static dev.latchkey.audit.Api.eventually;
import static dev.latchkey.audit.Given.ago;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.audit.Api;
import dev.latchkey.audit.Broker;
import dev.latchkey.audit.Database;
import dev.latchkey.audit.Given;
import dev.latchkey.audit.Given.Token;
import dev.latchkey.events.Event;
import dev.latchkey.events.Topic;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TokenProjectionTest {
    @Inject
    Database database;

    private final Broker broker = new Broker();
    private final Token token = Given.token();
    private final Instant born = ago(Duration.ofDays(2));
    private final Instant ended = ago(Duration.ofDays(1));

    @AfterEach
    void close() {
        broker.close();
    }

    private String row(Token of) {
        return database.text("select t::text from token t where token_id = ?", of.id());
    }

    private void assertRevoked() {
        eventually(() ->
                assertThat(Api.list(token.org(), "").getList("items.state")).containsExactly("revoked"));
        assertThat(Api.list(token.org(), "").getString("items[0].created_at")).isEqualTo(born.toString());
        assertThat(Api.list(token.org(), "").getString("items[0].name")).isEqualTo("ci");
        assertThat(database.text("select version from token where token_id = ?", token.id()))
                .isEqualTo("2");
    }

    @Test
    void aRevokedTokenIsShownAsRevoked() {
        // when
        broker.send(token.minted(born), token.revoked(ended));

        // then
        assertRevoked();
    }

    private void assertShown(String state, String name) {
        eventually(() -> {
            var list = Api.list(token.org(), "");
            assertThat(list.getString("items[0].state")).isEqualTo(state);
            assertThat(list.getString("items[0].name")).isEqualTo(name);
        });
        assertThat(Api.list(token.org(), "&state=" + state).getList("items.token_id"))
                .containsExactly(token.id());
    }

    @Test
    void aTokenIsShownInTheStateItIsIn() {
        // when
        broker.send(token.minted(born), token.suspended(2), token.renamed(3, "nightly"));

        // then
        assertShown("suspended", "nightly");

        // when
        broker.send(token.resumed(4));

        // then
        assertShown("active", "nightly");

        // when
        broker.send(token.rotated(5, Instant.now().plusSeconds(3_600)));

        // then
        assertShown("rotated", "nightly");

        // when
        broker.send(token.rotated(6, ended));

        // then
        assertShown("expired", "nightly");
    }

    @Test
    void aTokenThatNeverExpiresIsShownAsActive() {
        // when
        broker.send(token.minted(born, null, "forever"));

        // then
        assertShown("active", "forever");
    }

    @Test
    void anEndThatArrivesBeforeTheBirthIsNotLost() {
        // given
        broker.send(token.revoked(ended));
        eventually(() -> assertThat(row(token)).isNotEmpty());
        assertThat(Api.get(token.org(), "/v1/usage/tokens/" + token.id()).statusCode())
                .isEqualTo(404);

        // when
        broker.send(token.minted(born));

        // then
        assertRevoked();
    }

    @Test
    void aNameThatArrivesBeforeTheBirthIsNotLost() {
        // given
        broker.send(token.renamed(3, "nightly"));
        eventually(() -> assertThat(row(token)).isNotEmpty());

        // when
        broker.send(token.minted(born));

        // then
        assertShown("active", "nightly");
    }

    @Test
    void whateverTheOrderTheOutcomeIsThatOfTheVersions() {
        // given
        var over = ended.plusSeconds(60);
        var events = new ArrayList<>(List.<Event>of(
                token.minted(born),
                token.renamed(2, "weekly"),
                token.suspended(3),
                token.renamed(4, "nightly"),
                token.resumed(5),
                token.rotated(6, over),
                token.revoked(ended, 7)));
        var columns = "org, version, name, revoked_at, suspended_at, ends_at, created_at";
        var expected =
                "(%s,7,nightly,\"%s\",,\"%s\",\"%s\")".formatted(token.org(), text(ended), text(over), text(born));
        var random = new Random(7);

        for (var round = 0; round < 8; round++) {
            // when
            var order = events.stream().map(event -> event.type().name()).toList();
            database.change("delete from token where token_id = '" + token.id() + "'");
            for (var event : events) {
                // a batch of its own, most of the time
                broker.send(event);
                var heard = "select version from token where token_id = ?";
                eventually(() -> assertThat(database.text(heard, token.id())).isNotEmpty());
            }

            // then
            eventually(() -> assertThat(
                            database.text("select (" + columns + ")::text from token where token_id = ?", token.id()))
                    .as(order.toString())
                    .isEqualTo(expected));
            Collections.shuffle(events, random);
        }
    }

    private String text(Instant at) {
        return database.text("select '%s'::timestamptz::text".formatted(at));
    }

    @Test
    void eventsOfAnOlderVersionChangeNothing() {
        // given
        broker.send(token.minted(born), token.revoked(ended));
        assertRevoked();
        var before = row(token);
        var last = token.sibling();

        // when
        broker.send(token.minted(ended, ended.plusSeconds(1), "another name"), token.revoked(born), last.minted(born));

        // then
        eventually(() -> assertThat(Api.list(token.org(), "").getList("items")).hasSize(2));
        eventually(() -> assertThat(row(last)).isNotEmpty());
        assertThat(row(token)).isEqualTo(before);
    }

    @Test
    void aTypeOfTheFutureIsSkippedAndABrokenEventIsADeadLetter() {
        // given
        var key = token.id().getBytes(UTF_8);

        // when
        var future = broker.send(Topic.TOKENS, "dev.latchkey.token.juggled.v1", key, "{}".getBytes(UTF_8));
        var broken =
                broker.send(Topic.TOKENS, "dev.latchkey.token.revoked.v1", key, "{\"token_id\":\"x\"}".getBytes(UTF_8));
        broker.send(token.minted(born));

        // then
        eventually(() -> assertThat(row(token)).isNotEmpty());
        assertThat(Broker.deadLetters(broken)).hasSize(1);
        assertThat(Broker.deadLetters(future)).isEmpty();
    }
}
