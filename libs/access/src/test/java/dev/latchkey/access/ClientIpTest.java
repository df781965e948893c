package dev.latchkey.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientIpTest {

    @ParameterizedTest
    @CsvSource({
        "203.0.113.9,203.0.113.9",
        "0.0.0.0,0.0.0.0",
        "255.255.255.255,255.255.255.255",
        "::ffff:203.0.113.9,203.0.113.9",
        "::FFFF:CB00:7109,203.0.113.9",
        "0:0:0:0:0:ffff:203.0.113.9,203.0.113.9",
        "::203.0.113.9,::cb00:7109",
        "64:ff9b::203.0.113.9,64:ff9b::cb00:7109",
        "2001:0DB8:0000:0000:0000:0000:0000:0001,2001:db8::1",
        "2001:db8::1,2001:db8::1",
        "2001:db8:0:1:1:1:1:1,2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1,2001:0:0:1::1",
        "2001:db8:0:0:1:0:0:1,2001:db8::1:0:0:1",
        "::,::",
        "::1,::1",
        "1::,1::",
        "1:2:3:4:5:6:7::,1:2:3:4:5:6:7:0",
        "::2:3:4:5:6:7:8,0:2:3:4:5:6:7:8",
        "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff,ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"
    })
    void anAddressIsReadAndWrittenInItsOneForm(String text, String written) {
        assertThat(ClientIp.parse(text).map(ClientIp::text)).contains(written);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "example.org",
                "1",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.",
                ".1.2.3",
                "1..2.3",
                "01.2.3.4",
                "010.0.0.1",
                "256.0.0.1",
                "0x7f.0.0.1",
                "1.2.3.4 ",
                "1.2.3.4:80",
                "-1.2.3.4",
                "1111.2.3.4",
                ":",
                ":::",
                "::1::",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:",
                ":1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7:8::",
                "::1:2:3:4:5:6:7:8",
                "12345::",
                "g::",
                "fe80::1%eth0",
                "[::1]",
                "::1.2.3",
                "::1.2.3.256",
                "1:2:3:4:5:6:7:1.2.3.4",
                "::1.2.3.4:5",
                "1.2.3.4::",
                "١.2.3.4",
                "::１"
            })
    void anythingElseIsNoAddress(String text) {
        assertThat(ClientIp.parse(text)).isEmpty();
    }

    @Test
    void theReaderAgreesWithTheJdk() {
        RandomCases.check(5_000, random -> {
            // given
            byte[] bytes = new byte[random.nextBoolean() ? 4 : 16];
            random.nextBytes(bytes);
            for (int i = 0; i + 1 < bytes.length; i += 2) {
                if (random.nextBoolean()) {
                    bytes[i] = 0;
                    bytes[i + 1] = 0;
                }
            }
            String theirs = inet(bytes).getHostAddress();

            // when
            ClientIp ours = ClientIp.parse(theirs).orElseThrow();

            // then
            assertThat(inet(ours.text()).getHostAddress()).isEqualTo(theirs);
            assertThat(ClientIp.parse(ours.text())).contains(ours);
        });
    }

    @Test
    void mutatedAddressesAreReadAsThemselvesOrNotAtAll() {
        List<String> seeds = List.of("203.0.113.9", "2001:db8::1:0:0:1", "::ffff:203.0.113.9", "1:2:3:4:5:6:7:8");
        RandomCases.check(50_000, random -> {
            // given
            StringBuilder text = new StringBuilder(RandomCases.pick(random, seeds));
            for (int edits = random.nextInt(1, 4); edits > 0 && !text.isEmpty(); edits--) {
                Samples.mutate(random, text);
            }

            // when
            var address = ClientIp.parse(text.toString());

            // then
            assertThat(address.flatMap(read -> ClientIp.parse(read.text()))).isEqualTo(address);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.0/24,203.0.113.9,true",
        "203.0.113.0/24,::ffff:203.0.113.9,true",
        "203.0.113.0/24,203.0.114.0,false",
        "203.0.113.9/32,203.0.113.9,true",
        "203.0.113.9/32,203.0.113.8,false",
        "0.0.0.0/0,255.1.2.3,true",
        "0.0.0.0/0,::1,false",
        "::/0,2001:db8::1,true",
        "::/0,203.0.113.9,false",
        "::/0,::ffff:203.0.113.9,false",
        "2001:db8::/32,2001:db8:ffff::1,true",
        "2001:db8::/32,2001:db9::,false",
        "2001:db8:0:1::/64,2001:db8:0:1:ffff::,true",
        "2001:db8:0:1::/64,2001:db8:0:2::,false",
        "2001:db8::1/128,2001:db8::1,true",
        "2001:db8::1/128,2001:db8::2,false",
        "2001:db8::8000:0:0:0/65,2001:db8::ffff:0:0:0,true",
        "2001:db8::8000:0:0:0/65,2001:db8::7fff:0:0:0,false"
    })
    void aNetworkHoldsItsAddresses(String network, String address, boolean inside) {
        assertThat(Network.parse(network)
                        .orElseThrow()
                        .contains(ClientIp.parse(address).orElseThrow()))
                .isEqualTo(inside);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8,10.1.0.0/16,true",
        "10.1.0.0/16,10.0.0.0/8,false",
        "10.0.0.0/8,10.0.0.0/8,true",
        "10.0.0.0/8,11.0.0.0/8,false",
        "::/0,0.0.0.0/0,false",
        "::/0,2001:db8::/32,true"
    })
    void aNetworkCoversItsParts(String outer, String inner, boolean covered) {
        assertThat(Network.parse(outer)
                        .orElseThrow()
                        .covers(Network.parse(inner).orElseThrow()))
                .isEqualTo(covered);
    }

    @Test
    void aMappedAddressCannotBeBuiltAsIpv6() {
        assertThatThrownBy(() -> new ClientIp(ClientIp.Family.V6, 0, 0xffff_cb00_7109L))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ClientIp(ClientIp.Family.V4, 0, 1L << 32))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Network(ClientIp.parse("10.0.0.1").orElseThrow(), 8))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static InetAddress inet(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    /// Literal addresses only, which no resolver is asked for.
    private static InetAddress inet(String literal) {
        return InetAddress.ofLiteral(literal);
    }
}
