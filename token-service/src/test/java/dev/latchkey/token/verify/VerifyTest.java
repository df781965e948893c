package dev.latchkey.token.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.latchkey.token.ServiceTest;
import dev.latchkey.token.Stack;
import org.junit.jupiter.api.Test;

@ServiceTest
class VerifyTest {
    private final Stack stack = Stack.create();

    @Test
    void aTokenIsAllowedWhatItWasMintedFor() {
        // given
        var verifier = stack.verifier();
        var token = stack.mint(
                        stack.owner(), "kind", "personal", "name", "ci", "access", "read", "resource", "apps/web")
                .then()
                .statusCode(201)
                .extract();

        // when
        var answer = stack.verify(verifier, token.path("token"), "resource", "apps/web/deploys", "method", "GET");

        // then
        answer.then()
                .statusCode(200)
                .body("allowed", equalTo(true))
                .body("token.id", equalTo(token.path("id")))
                .body("token.hint", equalTo(token.path("hint")))
                .body("token.kind", equalTo("personal"))
                .body("token.narrowed", equalTo(false))
                .body("subject.person", equalTo(token.path("person")))
                .body("app", nullValue())
                .body("effective.org", equalTo(stack.org()))
                .body("effective.access", equalTo("read"))
                .body("effective.resource", equalTo("apps/web"))
                .body("effective.expires_at", equalTo(token.path("expires_at")));
        assertThat(answer.asString()).contains("\"app\":null");
    }
}
