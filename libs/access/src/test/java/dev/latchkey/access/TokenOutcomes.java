package dev.latchkey.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.macaroon.Key;

/// What must hold of any text at all, however it came about.
final class TokenOutcomes {
    private static final Verifier VERIFIER = KnownTokens.verifier();
    private static final Key KEY = KnownTokens.key();

    private TokenOutcomes() {}

    static void check(String text, TokenReading reading) {
        TokenText.identify(text);
        switch (reading) {
            case TokenReading.Whole(Token token) -> {
                assertThat(TokenText.read(token.text())).isInstanceOf(TokenReading.Whole.class);
                assertThat(TokenText.identify(text)).contains(token.identifier());
                Verdict verdict = VERIFIER.verify(token, KEY, KnownTokens.write("apps/web/deploys"));
                assertThat(verdict instanceof Verdict.Refused || isOneOfOurs(token))
                        .isTrue();
            }
            case TokenReading.Truncated(int presented, int needed, boolean _) ->
                assertThat(presented).isEqualTo(text.length()).isLessThan(needed);
            case TokenReading.Malformed(String rule, int at) -> {
                assertThat(rule).matches("[a-z-]+");
                assertThat(at).isBetween(1, text.length() + 1);
            }
            case TokenReading.Mistyped(String sentence) -> assertThat(sentence).startsWith("mistyped or spliced: ");
        }
    }

    /// The only chains that anybody without the key can present are the published ones.
    private static boolean isOneOfOurs(Token token) {
        return token.text().equals(KnownTokens.C) || token.text().equals(KnownTokens.E + "_51y77p");
    }
}
