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
import dev.latchkey.events.Topic;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
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
