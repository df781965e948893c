package dev.latchkey.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.macaroon.Caveat.FirstParty;
import dev.latchkey.macaroon.Macaroon;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Holds reading, minting and narrowing against answers computed elsewhere.
class KnownAnswersTest {
    private static final List<Caveat> ISSUED_C = List.of(
            new Caveat.Org(KnownTokens.ACME),
            new Caveat.AtMost(Access.WRITE),
            new Caveat.Within(List.of(new Resource("apps/web"))),
            new Caveat.Before(Instant.parse("2027-01-01T00:00:00Z")));

    @Test
    void mintingWritesTokenC() {
        // when
        Token token = Token.mint(KnownTokens.key(), KnownTokens.deploy(), ISSUED_C);

        // then
        assertThat(token.text()).isEqualTo(KnownTokens.C);
        assertThat(token.identifier().text()).isEqualTo("1d4.acme.1.01m3tc5h002vj960vqahq9znxq.-");
        assertThat(signature(token)).isEqualTo("883a4f1a884d74a6098e49e698e32ad534e4822378a1be0b96ff1f03b02d4fff");
    }

    @Test
    void readingTokenCGivesItsFacts() {
        // when
        Token token = KnownTokens.token(KnownTokens.C);

        // then
        assertThat(token.hint()).isEqualTo(new Hint("2wn98f"));
        assertThat(token.predicates())
                .containsExactly(
                        "org = acme", "access = write", "resource = apps/web", "time-before 2027-01-01T00:00:00Z");
        assertThat(token.asIssued()).isTrue();
        assertThat(token.fingerprint()).isEqualTo(Fingerprint.ROOT);
        assertThat(token.display()).isEqualTo("lkd_••••2wn98f");
        assertThat(token.text()).isEqualTo(KnownTokens.C);
    }

    @Test
    void narrowingTokenCGivesItsChild() {
        // given
        Token token = KnownTokens.token(KnownTokens.C);

        // when
        Token child = token.narrow(
                new Caveat.From(List.of(network("203.0.113.0/24"), network("2001:db8::/32"))),
                new Caveat.Before(Instant.parse("2026-10-02T00:00:00Z")));

        // then
        assertThat(signature(child)).isEqualTo("86fa24e998d83ddc37f5dc8cc31e2bfed4ad31cae2952111a3c4a21eded5b643");
        assertThat(child.hint()).isEqualTo(new Hint("2wn98f"));
        assertThat(child.fingerprint()).isEqualTo(new Fingerprint("5bvbv42eqr45"));
        assertThat(child.shape()).isEqualTo(new Fingerprint("vtqs017kp238"));
        assertThat(child.asIssued()).isFalse();
    }

    @Test
    void tokenDIsTheChainOfItsFirstPartyCaveatsAndOneTicket() {
        // given
        Token token = KnownTokens.token(KnownTokens.D);

        // when
        Macaroon firstParty =
                Macaroon.create(KnownTokens.key(), token.macaroon().identifier());
        for (dev.latchkey.macaroon.Caveat caveat : token.macaroon().caveats().subList(0, 3)) {
            firstParty = firstParty.withFirstParty(((FirstParty) caveat).predicate());
        }

        // then
        assertThat(HexFormat.of().formatHex(firstParty.signature()))
                .isEqualTo("53c950ec0d6feaba274fba39ee47bda1d2bb9604de28e6f859862e8764dbcdb8");
        assertThat(signature(token)).isEqualTo("649ac44470c958728d316085a53b60ae26249a97a173f5fcf00556bb59b5a0c9");
        assertThat(token.hint()).isEqualTo(new Hint("pbz4v9"));
        assertThat(token.predicates())
                .containsExactly("org = acme", "access = read", "time-before 2027-01-01T00:00:00Z");
        assertThat(token.tickets())
                .singleElement()
                .asString()
                .startsWith("lkt1.Z8ov_dy1_")
                .hasSize(160);
    }

    @Test
    void narrowingTokenDGivesItsChild() {
        // given
        Token token = KnownTokens.token(KnownTokens.D);

        // when
        Token child = token.narrow(new Caveat.Methods(new TreeSet<>(List.of("GET", "HEAD"))));

        // then
        assertThat(signature(child)).isEqualTo("f984ac7bff9ab4e5bcfb25582f615873720246f0eb47b9238c2632eebc703add");
        assertThat(child.fingerprint()).isEqualTo(new Fingerprint("s90s55te7da2"));
    }

    @Test
    void tokenEIsMintedAsPublished() {
        // given
        Identity identity =
                new Identity.Deploy(new KeyId(KnownTokens.ACME, 1), new TokenId("01m3tc5h00wws804w7zag84amz"));

        // when
        Token token = Token.mint(KnownTokens.key(), identity, List.of(new Caveat.Org(KnownTokens.ACME)));

        // then
        assertThat(token.text()).isEqualTo(KnownTokens.E + "_51y77p");
    }

    private static String signature(Token token) {
        return HexFormat.of().formatHex(token.macaroon().signature());
    }

    private static Network network(String text) {
        return Network.parse(text).orElseThrow();
    }
}
