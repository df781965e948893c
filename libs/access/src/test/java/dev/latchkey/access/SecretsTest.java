package dev.latchkey.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecretsTest {

    @Test
    void secretsDoNotPrint() {
        // given
        Token token = KnownTokens.token(KnownTokens.C);
        Token ticketed = KnownTokens.token(KnownTokens.D);
        Verifier verifier = KnownTokens.verifier();
        List<Object> printed = new ArrayList<>(List.of(
                token,
                ticketed,
                token.macaroon(),
                ticketed.macaroon().caveats(),
                token.identifier(),
                TokenText.read(KnownTokens.C),
                TokenText.read(KnownTokens.C.substring(0, 200)),
                TokenText.read(KnownTokens.C + "x"),
                TokenText.read("lkp_" + KnownTokens.C.substring(4)),
                TokenText.read(KnownTokens.X),
                KnownTokens.key(),
                KnownTokens.discharge(KnownTokens.X),
                DischargeText.read(List.of(KnownTokens.X)),
                DischargeText.read(List.of(KnownTokens.X.substring(0, 90))),
                KnownTokens.opened(ticketed),
                new Tickets(List.of(KnownTokens.ticketKey())).open(KnownTokens.TICKET),
                new Tickets(List.of(KnownTokens.ticketKey())),
                KnownTokens.ticketKey(),
                KnownTokens.liveLogin(),
                ticketed.bindHalf(),
                verifier.verify(
                        ticketed, List.of(KnownTokens.discharge(KnownTokens.X)), KnownTokens.key(), KnownTokens.read()),
                verifier,
                verifier.verify(token, KnownTokens.key(), KnownTokens.write("apps/web")),
                verifier.inspect(token, KnownTokens.key())));
        printed.add(catchThrowable(() -> Token.mint(KnownTokens.key(), KnownTokens.personal(), List.of())));
        printed.add(catchThrowable(() -> Verifier.reasonOf(TokenText.read(KnownTokens.C))));

        for (Object each : printed) {
            // when
            String text = each.toString();

            // then: neither body nor key, as text or as hexadecimal digits
            assertThat(text)
                    .doesNotContain(KnownTokens.C.substring(4, 40))
                    .doesNotContain(KnownTokens.C.substring(184, 224))
                    .doesNotContain(KnownTokens.D.substring(4, 40))
                    .doesNotContain(HexFormat.of().formatHex(token.macaroon().signature()))
                    .doesNotContain(KnownTokens.X.substring(4, 40))
                    .doesNotContain(KnownTokens.X.substring(KnownTokens.X.length() - 40, KnownTokens.X.length() - 8))
                    .doesNotContain("ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8")
                    .doesNotContain("QEFCQ0RFRkdISUpLTE1OT1BRUlNUVVZXWFlaW1xdXl8")
                    .doesNotContain(ticketed.bindHalf().value())
                    .doesNotContain(HexFormat.of().formatHex(KnownTokens.rootKey()))
                    .doesNotContain(HexFormat.of().formatHex(KnownTokens.key().derivedBytes()));
        }
        assertThat(token).hasToString("lkd_••••2wn98f");
        assertThat(ticketed).hasToString("lkp_••••pbz4v9");
        assertThat(KnownTokens.discharge(KnownTokens.X)).hasToString("lkx_••••jw6tfn");
        assertThat(TokenText.read(KnownTokens.C)).hasToString("Whole[token=lkd_••••2wn98f]");
    }
}
