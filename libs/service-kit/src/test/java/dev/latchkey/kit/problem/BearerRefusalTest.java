package dev.latchkey.kit.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BearerRefusalTest {
    private static final String TYPES = "https://latchkey.dev/problems/";

    @ParameterizedTest
    @CsvSource({
        "truncated,401,invalid_token",
        "malformed,401,invalid_token",
        "mistyped,401,invalid_token",
        "undischarged,401,invalid_token",
        "unknown-caveat,401,invalid_token",
        "revoked,401,invalid_token",
        "suspended,401,invalid_token",
        "session-ended,401,invalid_token",
        "expired,401,invalid_token",
        "app-suspended,401,invalid_token",
        "wrong-org,403,insufficient_scope",
        "resource-denied,403,insufficient_scope",
        "method-denied,403,insufficient_scope",
        "app-read-only,403,insufficient_scope"
    })
    void aRefusedTokenIsChallengedByItsReason(String slug, int status, String error) {
        // when
        var answer = BearerRefusal.of(slug, "A sentence.");

        // then
        assertThat(answer.getStatus()).isEqualTo(status);
        assertThat(answer.getHeaderString("WWW-Authenticate"))
                .isEqualTo("Bearer realm=\"latchkey\", error=\"" + error + "\", error_description=\"" + slug + "\"");
        assertThat(answer.getHeaderString("Retry-After")).isNull();
        assertThat(answer.getEntity()).isEqualTo(new Problem(slug, status, "Refused", "A sentence."));
        assertThat(((Problem) answer.getEntity()).type()).isEqualTo(TYPES + slug);
    }

    @Test
    void aTokenThatMayOnlyReadIsToldWhatIsMissing() {
        // when
        var answer = BearerRefusal.of("access-denied", "A sentence.");

        // then
        assertThat(answer.getStatus()).isEqualTo(403);
        assertThat(answer.getHeaderString("WWW-Authenticate"))
                .isEqualTo("Bearer realm=\"latchkey\", error=\"insufficient_scope\","
                        + " error_description=\"access-denied\", scope=\"write\"");
    }

    @Test
    void aRefusedAddressIsNoMatterOfScope() {
        // when
        var answer = BearerRefusal.of("ip-denied", "A sentence.");

        // then
        assertThat(answer.getStatus()).isEqualTo(403);
        assertThat(answer.getHeaderString("WWW-Authenticate")).isNull();
    }

    @ParameterizedTest
    @CsvSource({"feed-stale,503", "rate-limited,429"})
    void whatPassesByItselfSaysWhenToTryAgain(String slug, int status) {
        // when
        var answer = BearerRefusal.of(slug, "A sentence.", Duration.ofSeconds(7));

        // then
        assertThat(answer.getStatus()).isEqualTo(status);
        assertThat(answer.getHeaderString("Retry-After")).isEqualTo("7");
        assertThat(answer.getHeaderString("WWW-Authenticate")).isNull();
        assertThat(BearerRefusal.of(slug, "").getHeaderString("Retry-After")).isEqualTo("1");
    }

    @Test
    void anUnknownKeyIsToldAsABadSignature() {
        // when
        var unknown = BearerRefusal.of("unknown-key", "No key of this name is in use.");
        var bad = BearerRefusal.of("bad-signature", "Any other words.");

        // then
        assertThat(bad.getStatus()).isEqualTo(401);
        assertThat(bad.getHeaderString("WWW-Authenticate"))
                .isEqualTo("Bearer realm=\"latchkey\", error=\"invalid_token\", error_description=\"bad-signature\"");
        assertThat(unknown.getStatus()).isEqualTo(bad.getStatus());
        assertThat(unknown.getEntity()).isEqualTo(bad.getEntity());
        assertThat(unknown.getStringHeaders()).isEqualTo(bad.getStringHeaders());
    }

    @Test
    void nothingPresentedIsNoError() {
        // when
        var answer = BearerRefusal.nothingPresented();

        // then
        assertThat(answer.getStatus()).isEqualTo(401);
        assertThat(answer.getHeaderString("WWW-Authenticate")).isEqualTo("Bearer realm=\"latchkey\"");
    }

    @Test
    void anUnclearCredentialIsAnInvalidRequest() {
        // when
        var answer = BearerRefusal.invalidRequest("Present exactly one credential.");

        // then
        assertThat(answer.getStatus()).isEqualTo(400);
        assertThat(((Problem) answer.getEntity()).field()).isEqualTo("Authorization");
        assertThat(answer.getHeaderString("WWW-Authenticate"))
                .isEqualTo("Bearer realm=\"latchkey\", error=\"invalid_request\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"malformed", "access-denied", "feed-stale", "rate-limited", "ip-denied"})
    void nothingOfTheDetailStandsInAHeader(String slug) {
        // when
        var answer = BearerRefusal.of(slug, "echo-of-the-request");

        // then
        assertThat(answer.getStringHeaders().toString()).doesNotContain("echo");
    }
}
