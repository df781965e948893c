package dev.latchkey.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.macaroon.Key;
import dev.latchkey.macaroon.Macaroon;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What somebody without the key can present, and what it costs.
class ForgeryTest {
    private static final Standings NEVER_ASKED = new Standings() {
        @Override
        public Standing of(Identifier identifier) {
            throw new AssertionError("state was read before the signature was proven");
        }

        @Override
        public Standing of(SessionId session) {
            throw new AssertionError("state was read before the signature was proven");
        }
    };

    @ParameterizedTest
    @ValueSource(strings = {"", "_2wn98f"})
    void everyBitFlipIsRefused(String suffix) {
        byte[] body = KnownTokens.body(KnownTokens.C);
        for (int bit = 0; bit < body.length * 8; bit++) {
            // given
            byte[] flipped = flipped(body, bit);

            // then
            assertRefused(KnownTokens.text("lkd_", flipped) + suffix);
        }
    }

    @Test
    void everyBitFlipIsRefusedWithATicketToo() {
        // given: a location is a hint for clients and under no signature
        byte[] body = KnownTokens.body(KnownTokens.D);
        int location = new String(body, StandardCharsets.ISO_8859_1).indexOf("latchkey/session");
        for (int bit = 0; bit < body.length * 8; bit++) {
            boolean hint = bit / 8 >= location && bit / 8 < location + 16;
            String text = KnownTokens.text("lkp_", flipped(body, bit));

            // then
            if (hint) {
                assertThat(reasonFor(text)).isInstanceOf(Reason.Undischarged.class);
            } else {
                assertRefused(text);
            }
        }
    }

    @Test
    void everyBitFlipIsRefusedInADischargeAlone() {
        byte[] body = Base64.getUrlDecoder().decode(KnownTokens.X.substring(4, KnownTokens.X.length() - 7));
        for (int bit = 0; bit < body.length * 8; bit++) {
            // then
            assertThat(TokenText.read(KnownTokens.text("lkx_", flipped(body, bit))))
                    .isEqualTo(new TokenReading.Malformed("discharge-alone", 1));
        }
    }

    @Test
    void everyBitFlipIsRefusedButTheTokenItselfIsNot() {
        // when
        Verdict verdict = KnownTokens.verifier()
                .verify(KnownTokens.token(KnownTokens.C), KnownTokens.key(), KnownTokens.write("apps/web/deploys"));

        // then
        assertThat(verdict).isInstanceOf(Verdict.Allowed.class);
    }

    @Test
    void forgedTokenCostsOneChain() {
        // given: expired, not understood, wanting a discharge, and under another key
        Key other = Key.derive("another key of somebody else's".getBytes(StandardCharsets.US_ASCII));
        Macaroon forged = Macaroon.create(
                        other, KnownTokens.token(KnownTokens.C).macaroon().identifier())
                .withFirstParty("org = acme")
                .withFirstParty("time-before 2001-01-01T00:00:00Z")
                .withFirstParty("person = per_ha0ygzksccf6")
                .withFirstParty("org = umbrella")
                .withThirdParty("latchkey/session", new byte[32], "ticket".getBytes(StandardCharsets.US_ASCII));
        Verifier verifier = new Verifier(NEVER_ASKED, KnownTokens.CLOCK);

        // when
        Verdict verdict = verifier.verify(
                KnownTokens.token(KnownTokens.text("lkd_", forged)), KnownTokens.key(), KnownTokens.read());

        // then
        assertThat(verdict).isEqualTo(new Verdict.Refused(new Reason.BadSignature()));
        assertThat(verifier.hmacCount()).isEqualTo(1 + 4 + 3);
    }

    @Test
    void workIsLinear() {
        // given
        Token small = token(16);
        Token large = token(32);
        Verifier one = KnownTokens.verifier();
        Verifier two = KnownTokens.verifier();

        // when
        one.verify(small, KnownTokens.key(), KnownTokens.read());
        two.verify(large, KnownTokens.key(), KnownTokens.read());

        // then
        assertThat(one.hmacCount()).isEqualTo(17);
        assertThat(two.hmacCount()).isEqualTo(33);
    }

    private static Token token(int caveats) {
        Token token = Token.mint(KnownTokens.key(), KnownTokens.personal(), List.of(new Caveat.Org(KnownTokens.ACME)));
        for (int i = 1; i < caveats; i++) {
            token = token.narrow(new Caveat.Within(List.of(new Resource("a/" + "x".repeat(60)))));
        }
        return token;
    }

    @Test
    void unknownKeyLooksLikeBadSignature() {
        // given
        Token token = KnownTokens.token(KnownTokens.C);
        Verifier verifier = new Verifier(NEVER_ASKED, KnownTokens.CLOCK);

        // when
        Reason reason = verifier.unknownKey(token);

        // then
        assertThat(reason).isEqualTo(new Reason.UnknownKey());
        assertThat(reason.towardsPresenter()).isEqualTo(new Reason.BadSignature());
        assertThat(verifier.hmacCount()).isEqualTo(5);
    }

    @Test
    void fewerCaveatsThanIssuedAreABadSignature() {
        // given: only who holds the key can make one, since the shorter tails never left the mint
        Macaroon shortened = Macaroon.create(
                        KnownTokens.key(),
                        KnownTokens.token(KnownTokens.C).macaroon().identifier())
                .withFirstParty("org = acme");

        // then
        assertThat(reasonFor(KnownTokens.text("lkd_", shortened))).isEqualTo(new Reason.BadSignature());
    }

    @Test
    void variantsShareOneIdentity() {
        // given
        Token token = KnownTokens.token(KnownTokens.E);
        Macaroon located = Macaroon.create(KnownTokens.key(), token.macaroon().identifier(), "http://169.254.169.254/")
                .withFirstParty("org = acme");
        String padding = "=".repeat((3 - located.byteCount() % 3) % 3);

        for (String variant : List.of(
                KnownTokens.E + "_51y77p",
                KnownTokens.text("lkd_", located) + "_51y77p",
                KnownTokens.text("lkd_", located) + padding,
                KnownTokens.text("lkd_", located) + padding + "_51y77p")) {
            // when
            Token read = KnownTokens.token(variant);
            Verdict verdict = KnownTokens.verifier().verify(read, KnownTokens.key(), KnownTokens.read());

            // then
            assertThat(padding).isNotEmpty();
            assertThat(read.identifier()).isEqualTo(token.identifier());
            assertThat(read.hint()).isEqualTo(token.hint());
            assertThat(read.fingerprint()).isEqualTo(Fingerprint.ROOT);
            assertThat(verdict)
                    .isEqualTo(KnownTokens.verifier().verify(token, KnownTokens.key(), KnownTokens.read()))
                    .isInstanceOf(Verdict.Allowed.class);
        }
    }

    private static byte[] flipped(byte[] body, int bit) {
        byte[] flipped = body.clone();
        flipped[bit / 8] ^= (byte) (1 << bit % 8);
        return flipped;
    }

    private static void assertRefused(String text) {
        assertThat(reasonFor(text))
                .isInstanceOfAny(
                        Reason.Truncated.class,
                        Reason.Malformed.class,
                        Reason.Mistyped.class,
                        Reason.BadSignature.class);
    }

    private static Reason reasonFor(String text) {
        return switch (TokenText.read(text)) {
            case TokenReading.Whole(Token token) ->
                switch (KnownTokens.verifier()
                        .verify(token, KnownTokens.key(), KnownTokens.write("apps/web/deploys"))) {
                    case Verdict.Refused(Reason reason) -> reason;
                    case Verdict.Allowed allowed -> throw new AssertionError("allowed: " + allowed);
                };
            case TokenReading other -> Verifier.reasonOf(other);
        };
    }
}
