package dev.latchkey.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// The main job: mint a token, verify it, end it, see when and from where it was used.
@WithStack
@Order(1)
class FirstLightIT {
    private static final Duration USAGE_LIMIT = Duration.ofSeconds(2);
    private static final Duration LONG = Duration.ofSeconds(10);

    @Test
    void aTokenIsMintedVerifiedRefusedRevokedAndItsUseSeen(Stack stack) {
        var api = stack.api();
        var token = api.mint("first light");

        // when
        var accepted = api.verify(token.text(), "read");
        var denied = api.verify(token.text(), "write");
        var revoked = api.post("/v1/tokens/" + token.id() + "/revoke", "{}");
        var ended = api.verify(token.text(), "read");
        var asked = System.nanoTime();

        // then
        assertThat(accepted.status()).isEqualTo(200);
        assertThat(accepted.body().path("allowed").asBoolean()).isTrue();
        assertThat(accepted.body().at("/token/id").asText()).isEqualTo(token.id());
        assertThat(accepted.body().at("/token/hint").asText()).isEqualTo(token.hint());
        assertThat(accepted.body().at("/token/narrowed").asBoolean()).isFalse();
        assertThat(accepted.body().at("/subject/person").asText())
                .isEqualTo(stack.facts().at("/owner/person").asText());
        assertThat(accepted.body().at("/effective/resource").asText()).isEqualTo("apps/web");
        assertRefused(denied, "access-denied");
        assertThat(revoked.status()).isEqualTo(200);
        assertThat(revoked.body().path("state").asText()).isEqualTo("revoked");
        assertRefused(ended, "revoked");
        Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .atMost(USAGE_LIMIT)
                .untilAsserted(() -> assertUsed(api.get("/v1/usage/tokens/" + token.id())));
        System.out.printf(
                "usage seen %d ms after the last verify%n",
                Duration.ofNanos(System.nanoTime() - asked).toMillis());
    }

    private static void assertRefused(Api.Answer answer, String reason) {
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("allowed").asBoolean(true)).isFalse();
        assertThat(answer.body().path("reason").asText()).isEqualTo(reason);
    }

    private static void assertUsed(Api.Answer answer) {
        assertThat(answer.status()).isEqualTo(200);
        var usage = answer.body();
        assertThat(usage.path("use").asText()).isEqualTo("recorded");
        assertThat(usage.at("/last_accepted/ip").asText()).isEqualTo(Api.IP);
        assertThat(usage.at("/last_accepted/user_agent").asText()).isEqualTo(Api.AGENT);
        assertThat(usage.at("/last_accepted/client").asText()).isEqualTo("curl 8");
        assertThat(usage.at("/last_accepted/access").asText()).isEqualTo("read");
        assertThat(usage.at("/last_accepted/resource").asText()).isEqualTo("apps/web/deploys");
        assertThat(usage.at("/last_accepted/child").isNull()).isTrue();
        assertThat(usage.at("/last_refused/reason").asText()).isEqualTo("revoked");
        assertThat(usage.at("/last_refused/ip").asText()).isEqualTo(Api.IP);
        assertThat(usage.path("accepted_30d").asInt()).isEqualTo(1);
        assertThat(usage.path("refused_30d").asInt()).isEqualTo(2);
        assertThat(usage.path("sources").asInt()).isEqualTo(1);
    }

    @Test
    void theListShowsTheLastUse(Stack stack) {
        // given
        var api = stack.api();
        var token = api.mint("listed");

        // when
        api.verify(token.text(), "read");

        // then
        Awaitility.await().atMost(LONG).untilAsserted(() -> {
            var list = api.get("/v1/tokens?org=acme&q=" + token.hint());
            assertThat(list.status()).isEqualTo(200);
            assertThat(list.body().at("/items/0/id").asText()).isEqualTo(token.id());
            assertThat(list.body().at("/items/0/last_used/ip").asText()).isEqualTo(Api.IP);
            assertThat(list.body().at("/items/0/last_used/user_agent").asText()).isEqualTo(Api.AGENT);
        });
    }

    @Test
    void aTokenThatWasNeverUsedIsListedAsSuchUntilItIsUsed(Stack stack) {
        // given
        var api = stack.api();
        var token = api.mint("unused");
        var path = "/v1/usage/tokens?org=acme&never_used=true&limit=200";
        Awaitility.await()
                .atMost(LONG)
                .untilAsserted(() -> assertThat(api.get(path).body().findValuesAsText("token_id"))
                        .contains(token.id()));

        // when
        api.verify(token.text(), "write");

        // then
        Awaitility.await()
                .atMost(LONG)
                .untilAsserted(() -> assertThat(api.get(path).body().findValuesAsText("token_id"))
                        .doesNotContain(token.id()));
    }

    @Test
    void theSourcesNameTheAddressAndTheAgent(Stack stack) {
        // given
        var api = stack.api();
        var token = api.mint("sources");

        // when
        api.verify(token.text(), "read");
        api.verify(token.text(), "write");

        // then
        Awaitility.await().atMost(LONG).untilAsserted(() -> {
            var sources = api.get("/v1/usage/tokens/" + token.id() + "/sources");
            assertThat(sources.status()).isEqualTo(200);
            assertThat(sources.body().path("items")).hasSize(1);
            assertThat(sources.body().at("/items/0/ip").asText()).isEqualTo(Api.IP);
            assertThat(sources.body().at("/items/0/user_agent").asText()).isEqualTo(Api.AGENT);
            assertThat(sources.body().at("/items/0/accepted").asInt()).isEqualTo(1);
            assertThat(sources.body().at("/items/0/refused").asInt()).isEqualTo(1);
        });
    }
}
