package dev.latchkey.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.github.nitram509.jmacaroons.Macaroon;
import com.github.nitram509.jmacaroons.MacaroonsSerializer;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// A token narrowed by a macaroon library that knows nothing of ours.
@WithStack
@Order(2)
class NarrowedIT {
    private static final int PREFIX = "lkp_".length();
    private static final int SUFFIX = "_2wn98f".length();

    private static final String CAVEAT = "resource = apps/web/deploys";

    /// Around a caveat: its type and length before, the end of its section after.
    private static final int CAVEAT_FRAME = 3;

    private static final int SIGNATURE = 32;

    /// After the last caveat: the end of all, the signature's type and length, the signature.
    private static final int TAIL = 3 + SIGNATURE;

    @Test
    void aNarrowedTokenVerifiesWithinAndIsRefusedOutside(Stack stack) {
        // given
        var api = stack.api();
        var token = api.mint("narrowed");
        var narrowed = narrow(token.text(), CAVEAT);

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
        var narrowed = bytes(narrow(token.text(), CAVEAT).substring(PREFIX));
        var before = narrowed.length - TAIL - CAVEAT.length() - CAVEAT_FRAME;
        var widened = concat(Arrays.copyOf(narrowed, before), end(narrowed, TAIL));
        assertThat(text(concat(Arrays.copyOf(widened, widened.length - SIGNATURE), signatureOf(token))))
                .as("all but the signature is the token as it was minted")
                .isEqualTo(body(token.text()));

        // when
        var answer = api.verify("lkp_" + text(widened), "read", "apps/web/settings");

        // then
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("allowed").asBoolean(true)).isFalse();
        assertThat(answer.body().path("reason").asText()).isEqualTo("bad-signature");
    }

    private static byte[] signatureOf(Api.Minted token) {
        return end(bytes(body(token.text())), SIGNATURE);
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
        var theirs = Macaroon.deserialize(body(token), MacaroonsSerializer.V2);
        return token.substring(0, PREFIX)
                + Macaroon.builder(theirs).addCaveat(caveat).build().serialize(MacaroonsSerializer.V2);
    }

    /// The macaroon in a token as it was minted.
    private static String body(String token) {
        return token.substring(PREFIX, token.length() - SUFFIX);
    }

    private static byte[] bytes(String text) {
        return Base64.getUrlDecoder().decode(text);
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] end(byte[] bytes, int length) {
        return Arrays.copyOfRange(bytes, bytes.length - length, bytes.length);
    }

    private static byte[] concat(byte[] first, byte[] second) {
        var both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
