package dev.latchkey.token.misuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.latchkey.events.TokenMisused;
import dev.latchkey.events.Topic;
import dev.latchkey.token.Peer;
import dev.latchkey.token.ServiceTest;
import dev.latchkey.token.Stack;
import dev.latchkey.token.Topics;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@ServiceTest
class MisuseTest {
    private final Stack stack = Stack.create();
    private String owner = "";
    private String verifier = "";

    @BeforeEach
    void mintOwner() {
        owner = stack.owner();
        verifier = stack.verifier();
    }

    @Test
    void eachSourceOfAnEndedTokenIsToldOnce() {
        // given
        var token = stack.minted(owner);
        revoke(token);

        // when
        for (var i = 0; i < 5; i++) {
            use(token.text(), "203.0.113.7", "curl/8.5");
        }
        use(Peer.narrow(token.text(), "access = read"), "198.51.100.9", "curl/8.5");

        // then
        Awaitility.await().untilAsserted(() -> assertThat(told(token)).hasSize(2));
        assertThat(told(token))
                .extracting(
                        TokenMisused::ended,
                        event -> event.act().origin().ip(),
                        event -> event.act().origin().userAgent())
                .containsExactlyInAnyOrder(
                        tuple("revoked", "203.0.113.7", "curl/8.5"), tuple("revoked", "198.51.100.9", "curl/8.5"));
        use(token.text(), "203.0.113.7", "curl/8.5");
        use(token.text(), "203.0.113.8", "curl/8.5");
        Awaitility.await().untilAsserted(() -> assertThat(told(token)).hasSize(3));
    }

    @Test
    void neitherAForgedUseNorALiveTokenIsTold() {
        // given
        var ended = stack.minted(owner);
        var suspended = stack.minted(owner);
        var live = stack.minted(owner);
        revoke(ended);
        Stack.post(owner, "/v1/tokens/" + suspended.id() + "/suspend", Map.of())
                .then()
                .statusCode(200);

        // when
        use(Peer.forged(ended.text()), "203.0.113.7", "forger/1");
        use(suspended.text(), "203.0.113.7", "curl/8.5");
        use(live.text(), "203.0.113.7", "curl/8.5");
        use(ended.text(), "203.0.113.9", "last/1");

        // then
        Awaitility.await().untilAsserted(() -> assertThat(told(ended)).isNotEmpty());
        assertThat(told(ended))
                .extracting(event -> event.act().origin().userAgent())
                .containsExactly("last/1");
        assertThat(told(suspended)).isEmpty();
        assertThat(told(live)).isEmpty();
    }

    @Test
    void useOfARevokedTokenIsToldThoughItWasUsedWhileSuspended() {
        // given
        var token = stack.minted(owner);
        Stack.post(owner, "/v1/tokens/" + token.id() + "/suspend", Map.of())
                .then()
                .statusCode(200);
        use(token.text(), "203.0.113.7", "curl/8.5");

        // when
        revoke(token);
        use(token.text(), "203.0.113.7", "curl/8.5");

        // then
        Awaitility.await().untilAsserted(() -> assertThat(told(token)).hasSize(1));
    }

    private void revoke(Stack.Minted token) {
        Stack.post(owner, "/v1/tokens/" + token.id() + "/revoke", Map.of())
                .then()
                .statusCode(200);
    }

    private void use(String text, String ip, String agent) {
        stack.verify(verifier, text, "ip", ip, "user_agent", agent).then().statusCode(200);
    }

    private static List<TokenMisused> told(Stack.Minted token) {
        return Topics.read(Topic.TOKENS, TokenMisused.class, token.id());
    }
}
