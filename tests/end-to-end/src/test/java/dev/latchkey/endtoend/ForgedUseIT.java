package dev.latchkey.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.github.nitram509.jmacaroons.Macaroon;
import com.github.nitram509.jmacaroons.MacaroonsSerializer;
import java.time.Duration;
import java.util.Base64;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// Whoever knows what a token looks like, and not the token, moves nothing of its record.
@WithStack
@Order(3)
class ForgedUseIT {
    private static final int PREFIX = "lkp_".length();
    private static final int SUFFIX = "_2wn98f".length();
    private static final int FORGERIES = 1_000;
    private static final int BATCH = 250;
    private static final Duration LONG = Duration.ofSeconds(10);

    @Test
    void aThousandForgedUsesLeaveRecordSourcesAndChildrenAsTheyAre(Stack stack) {
        // given
        var api = stack.api();
        var token = api.mint("forged");
        api.verify(token.text(), "read");
        var before = awaitUses(api, token, 1);

        // when
        for (var sent = 0; sent < FORGERIES; sent += BATCH) {
            var answer = api.verifyBatch(forgeries(token.text(), sent));
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body().path("items").findValuesAsText("reason"))
                    .hasSize(BATCH)
                    .containsOnly("bad-signature");
        }

        // then: uses of one token keep their order, so that a forged one would stand before this one
        api.verify(token.text(), "read");
        var after = awaitUses(api, token, 2);
        assertThat(after.at("/record/last_refused").isNull()).isTrue();
        assertThat(after.at("/record/refused_30d").asInt()).isZero();
        assertThat(after.at("/record/last_accepted/child").isNull()).isTrue();
        assertThat(after.at("/record/last_accepted/ip").asText()).isEqualTo(Api.IP);
        assertThat(after.at("/record/sources")).isEqualTo(before.at("/record/sources"));
        assertThat(after.at("/sources/items")).hasSize(1);
        assertThat(after.at("/sources/others").isNull()).isTrue();
        assertThat(after.at("/sources/items/0/ip").asText()).isEqualTo(Api.IP);
        assertThat(after.at("/sources/items/0/user_agent").asText()).isEqualTo(Api.AGENT);
        assertThat(after.at("/sources/items/0/first_seen")).isEqualTo(before.at("/sources/items/0/first_seen"));
        assertThat(after.at("/sources/items/0/accepted").asInt()).isEqualTo(2);
        assertThat(after.at("/sources/items/0/refused").asInt()).isZero();
    }

    /// The record and the sources of a token, once this many uses are counted.
    private static JsonNode awaitUses(Api api, Api.Minted token, int uses) {
        var path = "/v1/usage/tokens/" + token.id();
        Awaitility.await()
                .atMost(LONG)
                .until(() -> api.get(path).body().path("accepted_30d").asInt() == uses);
        var both = new JsonMapper().createObjectNode();
        both.set("record", api.get(path).body());
        both.set("sources", api.get(path + "/sources").body());
        return both;
    }

    /// Each is another copy, from another address, by another agent.
    private static String forgeries(String token, int first) {
        var body = new JsonMapper().createObjectNode();
        var items = body.putArray("items");
        for (var i = first; i < first + BATCH; i++) {
            var item = items.addObject().put("token", forged(token, i));
            item.putObject("request")
                    .put("org", "acme")
                    .put("access", "read")
                    .put("resource", "apps/web/deploys")
                    .put("ip", "198.51.100." + i % BATCH)
                    .put("user_agent", "forger/" + i);
        }
        return body.toString();
    }

    /// A copy narrowed by another caveat, one bit of its signature flipped.
    private static String forged(String token, int number) {
        var whole = Macaroon.deserialize(token.substring(PREFIX, token.length() - SUFFIX), MacaroonsSerializer.V2);
        var narrowed = Macaroon.builder(whole)
                .addCaveat("resource = apps/web/deploys/" + number)
                .build()
                .serialize(MacaroonsSerializer.V2);
        var bytes = Base64.getUrlDecoder().decode(narrowed);
        bytes[bytes.length - 1] ^= 1;
        return token.substring(0, PREFIX)
                + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
