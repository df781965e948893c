package dev.latchkey.access;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TicketTest {
    private static final DeviceId DEVICE = new DeviceId("2wpevjq4ehtb");
    private static final Tickets TICKETS = new Tickets(List.of(KnownTokens.ticketKey()));

    @Test
    void theKnownTicketOpens() {
        // when
        OpenTicket open = KnownTokens.opened(KnownTokens.TICKET);

        // then
        assertThat(open.person()).isEqualTo(KnownTokens.PERSON);
        assertThat(open.device()).isEmpty();
        assertThat(open.text())
                .isEqualTo(KnownTokens.TICKET)
                .isEqualTo(KnownTokens.token(KnownTokens.D).tickets().getFirst());
    }

    @Test
    void whatIsSealedOpens() {
        // given
        LiveLogin login = new LiveLogin(KnownTokens.ticketKey().publicKey(), KnownTokens.PERSON, Optional.of(DEVICE));

        // when
        String ticket = TicketText.seal(login, KnownTokens.caveatSecret(), KnownTokens.ascending(9));

        // then
        assertThat(ticket).startsWith("lkt1.Z8ov_").hasSizeLessThanOrEqualTo(TicketText.LONGEST);
        assertThat(KnownTokens.opened(ticket).person()).isEqualTo(KnownTokens.PERSON);
        assertThat(KnownTokens.opened(ticket).device()).contains(DEVICE);
    }

    @Test
    void theKeyNamedIsTheOneThatOpens() {
        // given
        TicketPrivateKey next = TicketPrivateKey.of(KnownTokens.ascending(0x60));
        String ticket = TicketText.seal(
                new LiveLogin(next.publicKey(), KnownTokens.PERSON),
                KnownTokens.caveatSecret(),
                KnownTokens.ascending(9));

        // then
        assertThat(TICKETS.open(ticket))
                .isEqualTo(new TicketOpening.UnknownKey(next.publicKey().kid()));
        assertThat(new Tickets(List.of(KnownTokens.ticketKey(), next)).open(ticket))
                .isInstanceOf(TicketOpening.Opened.class);
        assertThat(KnownTokens.ticketKey().publicKey().kid()).isEqualTo("67ca2ffd");
    }

    @Test
    void everyBitOfATicketCounts() {
        byte[] ticket = Base64.getUrlDecoder().decode(KnownTokens.TICKET.substring(5));
        for (int bit = 0; bit < ticket.length * 8; bit++) {
            // when
            byte[] altered = ticket.clone();
            altered[bit / 8] ^= (byte) (1 << bit % 8);
            TicketOpening opening = TICKETS.open(text(altered));

            // then
            assertThat(opening)
                    .isInstanceOf(bit < 32 ? TicketOpening.UnknownKey.class : TicketOpening.Unopenable.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "session ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8",
                "session ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8 ha0ygzksccf",
                "session ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8 per_ha0ygzksccf6",
                "session ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8 ha0ygzksccf6 ",
                "session ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8 ha0ygzksccf6 2wpevjq4ehtB",
                "session ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8 ha0ygzksccf6 2wpevjq4ehtb x",
                "session  ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8 ha0ygzksccf6",
                "session ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj9 ha0ygzksccf6",
                "session ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8= ha0ygzksccf6",
                "Session ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8 ha0ygzksccf6",
                "member ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8 ha0ygzksccf6 acme admin",
                "session\n",
                " "
            })
    void anythingElseThanAKnownConditionIsNotUnderstood(String plaintext) {
        // when
        String ticket = sealed(plaintext);

        // then
        assertThat(TICKETS.open(ticket)).isEqualTo(new TicketOpening.Unopenable());
        assertThat(TICKETS.open(sealed("session ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8 ha0ygzksccf6")))
                .isInstanceOf(TicketOpening.Opened.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "lkt1.", "lkt2.", "lkt1.Z8ov_dy1", "LKT1.", "lkt1.=", "lkt1.+", "a third party's caveat"})
    void whatIsNoTicketIsNone(String text) {
        assertThat(TICKETS.open(text)).isEqualTo(new TicketOpening.NoTicket());
    }

    @Test
    void aTicketHasOneSpelling() {
        assertThat(TICKETS.open(KnownTokens.TICKET + "="))
                .isEqualTo(TICKETS.open(' ' + KnownTokens.TICKET))
                .isEqualTo(TICKETS.open(KnownTokens.TICKET + "A".repeat(60)))
                .isEqualTo(new TicketOpening.NoTicket());
    }

    @Test
    void twoKeysWithOneIdAreRefused() {
        assertThatThrownBy(() -> new Tickets(List.of(KnownTokens.ticketKey(), KnownTokens.ticketKey())))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theLongestConditionToComeFits() {
        // given
        String member = "member " + "A".repeat(43) + " ha0ygzksccf6 " + "a".repeat(32) + " viewer";

        // then
        assertThat(sealed(member)).hasSize(TicketText.LONGEST);
    }

    @Test
    void keysHaveOneSpelling() {
        // given
        String key = KnownTokens.ticketKey().publicKey().value();

        // then
        assertThat(TicketKey.parse(key)).contains(KnownTokens.ticketKey().publicKey());
        for (String other :
                List.of("", key + "=", key.substring(1), key.substring(0, 42) + "_", "+" + key.substring(1))) {
            assertThat(TicketKey.parse(other)).isEmpty();
            assertThat(BindHalf.parse(other)).isEmpty();
        }
        assertThatThrownBy(() -> TicketPrivateKey.of(new byte[31])).isInstanceOf(IllegalArgumentException.class);
        assertThat(HexFormat.of().formatHex(KnownTokens.ticketKey().secretBytes()))
                .startsWith("404142");
    }

    @Test
    void devicesHaveIds() {
        assertThat(DeviceId.parsePublic("dev_2wpevjq4ehtb")).contains(DEVICE);
        assertThat(DEVICE.publicId()).isEqualTo("dev_2wpevjq4ehtb").isEqualTo(DEVICE.toString());
        assertThat(DeviceId.parsePublic("2wpevjq4ehtb"))
                .isEqualTo(DeviceId.parse("x"))
                .isEmpty();
        assertThat(DeviceId.random(() -> 0)).isEqualTo(new DeviceId("000000000000"));
        assertThatThrownBy(() -> new DeviceId("dev_2wpevjq4ehtb")).isInstanceOf(IllegalArgumentException.class);
    }

    private static String sealed(String plaintext) {
        TicketKey key = KnownTokens.ticketKey().publicKey();
        byte[] sealed = Hpke.seal(
                key.bytes(),
                KnownTokens.ascending(9),
                "latchkey/ticket/v1".getBytes(US_ASCII),
                plaintext.getBytes(US_ASCII));
        byte[] ticket = Arrays.copyOf(key.kidBytes(), 4 + sealed.length);
        System.arraycopy(sealed, 0, ticket, 4, sealed.length);
        return text(ticket);
    }

    private static String text(byte[] ticket) {
        return "lkt1." + Base64.getUrlEncoder().withoutPadding().encodeToString(ticket);
    }
}
