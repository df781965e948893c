package dev.latchkey.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.github.nitram509.jmacaroons.Macaroon;
import com.github.nitram509.jmacaroons.MacaroonsSerializer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// A token narrowed by a macaroon library that knows nothing of ours.
@WithStack
@Order(2)
class NarrowedIT {
    private static final int PREFIX = "lkp_".length();
    private static final int SUFFIX = "_2wn98f".length();

    @Test
    void aNarrowedTokenVerifiesWithinAndIsRefusedOutside(Stack stack) {
        // given
        var api = stack.api();
        var token = api.mint("narrowed");
        var narrowed = narrow(token.text(), "resource = apps/web/deploys");

        // when
        var inside = api.verify(narrowed, "read", "apps/web/deploys/7");
        var outside = api.verify(narrowed, "read", "apps/web/settings");
        var original = api.verify(token.text(), "read", "apps/web/settings");

        // then
        assertThat(inside.body().path("allowed").asBoolean()).isTrue();
        assertThat(inside.body().at("/token/id").asText()).isEqualTo(token.id());
        assertThat(inside.body().at("/token/hint").asText()).isEqualTo(token.hint());
        assertThat(inside.body().at("/token/narrowed").asBoolean()).isTrue();
        assertThat(inside.body().at("/effective/resource").asText()).isEqualTo("apps/web/deploys");
        assertThat(outside.body().path("reason").asText()).isEqualTo("resource-denied");
        assertThat(original.body().path("allowed").asBoolean()).isTrue();
    }

    @Test
    void aCaveatThatIsTakenAwayAgainBreaksTheSignature(Stack stack) {
        // given
        var api = stack.api();
        var token = api.mint("widened");
        var narrowed = narrow(token.text(), "access = write");

        // when
        var answer = api.verify(narrowed.substring(0, narrowed.length() - 4) + "AAAA", "read");

        // then
        assertThat(answer.body().path("reason").asText()).isEqualTo("bad-signature");
    }

    @Test
    void identifyFindsTheRecordOfANarrowedToken(Stack stack) {
        // given
        var api = stack.api();
        var token = api.mint("identified");
        var narrowed = narrow(token.text(), "ip in 203.0.113.0/24");

        // when
        var answer = api.post(
                "/v1/tokens/identify",
                new JsonMapper().createObjectNode().put("token", narrowed).toString());

        // then
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("items")).hasSize(1);
        assertThat(answer.body().at("/items/0/id").asText()).isEqualTo(token.id());
        assertThat(answer.body().at("/items/0/hint").asText()).isEqualTo(token.hint());
        assertThat(answer.body().at("/items/0/name").asText()).isEqualTo("identified");
    }

    private static String narrow(String token, String caveat) {
        var body = token.substring(PREFIX, token.length() - SUFFIX);
        var theirs = Macaroon.deserialize(body, MacaroonsSerializer.V2);
        return token.substring(0, PREFIX)
                + Macaroon.builder(theirs).addCaveat(caveat).build().serialize(MacaroonsSerializer.V2);
    }
}
