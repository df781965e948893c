package dev.latchkey.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CaveatTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org = acme",
                "access = read",
                "access = write",
                "resource = apps/web",
                "resource = A.b_c~d:e@f-0",
                "resource in apps/web apps/api",
                "time-before 2027-01-01T00:00:00Z",
                "time-before 2000-01-01T00:00:00.123Z",
                "time-before 9999-12-31T23:59:59.999999999Z",
                "time-before 2028-02-29T12:34:56.123456Z",
                "ip in 203.0.113.0/24",
                "ip in 0.0.0.0/0",
                "ip in 203.0.113.0/24 2001:db8::/32 ::/0",
                "session = ses_1nbw4r0mxfe81y",
                "method in GET",
                "method in GET HEAD PROPFIND",
                "method in ABCDEFGHIJKLMNOP"
            })
    void whatIsReadIsWrittenAlike(String predicate) {
        assertThat(Caveat.parse(predicate).map(Caveat::text)).contains(predicate);
    }

    @ParameterizedTest
    @CsvSource({
        "resource in apps/web,resource = apps/web",
        "method in HEAD GET GET,method in GET HEAD",
        "time-before 2027-01-01T00:00:00.0Z,time-before 2027-01-01T00:00:00Z",
        "time-before 2027-01-01T00:00:00.1Z,time-before 2027-01-01T00:00:00.100Z",
        "ip in 2001:DB8:0:0:0:0:0:0/32,ip in 2001:db8::/32"
    })
    void whatHasTwoSpellingsIsWrittenInOne(String predicate, String written) {
        assertThat(Caveat.parse(predicate).map(Caveat::text)).contains(written);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "org",
                "org ",
                "org =",
                "org = ",
                "org =acme",
                "org  = acme",
                "org =  acme",
                "org = acme ",
                " org = acme",
                "Org = acme",
                "org in acme",
                "org == acme",
                "org = ac",
                "org = acme umbrella",
                "org = *",
                "access > read",
                "access = ",
                "access = Read",
                "access = admin",
                "access in read",
                "access = read write",
                "person = per_ha0ygzksccf6",
                "cnf = abc",
                "session = 1nbw4r0mxfe81y",
                "session = ses_",
                "session = ses_1nbw4r0mxfe81",
                "session in ses_1nbw4r0mxfe81y",
                "method = GET",
                "method in ",
                "method in",
                "method in get",
                "method in GE",
                "method in ABCDEFGHIJKLMNOPQ",
                "method in GET  HEAD",
                "method in GET HEAD ",
                "method in GET,HEAD",
                "method in M-SEARCH",
                "resource = ",
                "resource in ",
                "resource = a b",
                "resource in a  b",
                "resource in a b ",
                "resource = /a",
                "resource = a/",
                "resource = a//b",
                "resource = a/../b",
                "resource = ..",
                "resource = .",
                "resource = a/.",
                "resource = a%2Fb",
                "resource = a*",
                "resource = a\\b",
                "resource = a?b",
                "time-before",
                "time-before ",
                "time-before = 2027-01-01T00:00:00Z",
                "unknown = value"
            })
    void unknownCaveatIsNotRead(String predicate) {
        assertThat(Caveat.parse(predicate)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2027-13-01T00:00:00Z",
                "2027-00-01T00:00:00Z",
                "2027-02-30T00:00:00Z",
                "2027-02-29T00:00:00Z",
                "2100-02-29T00:00:00Z",
                "2027-04-31T00:00:00Z",
                "2027-01-00T00:00:00Z",
                "2027-01-32T00:00:00Z",
                "1999-12-31T23:59:59Z",
                "0000-01-01T00:00:00Z",
                "10000-01-01T00:00:00Z",
                "2027-01-01T24:00:00Z",
                "2027-01-01T00:60:00Z",
                "2027-01-01T00:00:60Z",
                "2027-01-01T00:00:00",
                "2027-01-01T00:00:00z",
                "2027-01-01t00:00:00Z",
                "2027-01-01 00:00:00Z",
                "2027-01-01T00:00:00+00:00",
                "2027-01-01T00:00:00-00:00",
                "2027-01-01T00:00Z",
                "2027-1-01T00:00:00Z",
                "2027-01-01T00:00:00.Z",
                "2027-01-01T00:00:00.1234567890Z",
                "2027-01-01T00:00:00,5Z",
                "2027-01-01T00:00:00.5xZ",
                "2027-01-01T00:00:00Z ",
                "2027-01-01T00:00:00ZZ",
                "2027-01-01T00:00:00Z or later",
                "+027-01-01T00:00:00Z",
                "２027-01-01T00:00:00Z"
            })
    void timeIsExact(String instant) {
        assertThat(Caveat.parse("time-before " + instant)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost/32",
                "example.org/24",
                "203.0.113.0",
                "203.0.113.0/",
                "203.0.113.0/33",
                "203.0.113.0/024",
                "203.0.113.0/-1",
                "203.0.113.0/+8",
                "203.0.113.0/24/24",
                "203.0.113.1/24",
                "010.0.0.1/32",
                "10.0.0/24",
                "10.0.0.0.0/24",
                "10.0.0.256/32",
                "0x7f.0.0.1/32",
                "127.1/32",
                "2130706433/32",
                "127.0.0.1 /32",
                "2001:db8::1/32",
                "2001:0db8::/32",
                "2001:db8::/129",
                "2001:db8::/032",
                "2001:db8::",
                "2001:db8::%eth0/32",
                "fe80::1%1/128",
                "[2001:db8::]/32",
                "2001:db8:::/32",
                "2001::db8::/32",
                ":2001:db8::/32",
                "2001:db8::/32,::1/128",
                "1:2:3:4:5:6:7:8:9/128",
                "1:2:3:4:5:6:7/128",
                "::12345/128",
                "::g/128",
                "::ffff:203.0.113.0/120",
                "::ffff:cb00:7100/120",
                "::ffff:0:0/96",
                "::ffff:a00:0/8",
                "2001:db8:1::/32",
                "::203.0.113.0/120",
                "203.0.113.0/24  10.0.0.0/8",
                "203.0.113.0/24 ",
                ""
            })
    void addressesAreNotWords(String networks) {
        assertThat(Caveat.parse("ip in " + networks)).isEmpty();
    }

    @Test
    void oneUnreadableMemberSpoilsAList() {
        assertThat(Caveat.parse("ip in 203.0.113.0/24 localhost/32")).isEmpty();
        assertThat(Caveat.parse("resource in apps/web apps/..")).isEmpty();
        assertThat(Caveat.parse("method in GET put")).isEmpty();
    }

    @Test
    void aNameHasOneReader() {
        // given
        var entry = new CaveatRegistry.Entry("org", rest -> Optional.empty());

        // then
        assertThatThrownBy(() -> new CaveatRegistry(List.of(entry, entry)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("org");
    }

    @Test
    void aCaveatWithoutAValueCannotBeBuilt() {
        assertThatThrownBy(() -> new Caveat.Within(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Caveat.From(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Caveat.Methods(new TreeSet<>())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Caveat.Methods(new TreeSet<>(List.of("get"))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Caveat.Before(Instant.EPOCH)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Caveat.Before(Instant.MAX)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void printingAndReadingAreInverse() {
        RandomCases.check(5_000, random -> {
            // given
            Caveat caveat = Samples.caveat(random);

            // then
            assertThat(Caveat.parse(caveat.text())).contains(caveat);
        });
    }

    @Test
    void mutatedPredicatesAreReadAsThemselvesOrNotAtAll() {
        RandomCases.check(50_000, random -> {
            // given
            StringBuilder text = new StringBuilder(Samples.caveat(random).text());
            for (int edits = random.nextInt(1, 4); edits > 0 && !text.isEmpty(); edits--) {
                Samples.mutate(random, text);
            }

            // when
            Optional<Caveat> caveat = Caveat.parse(text.toString());

            // then
            assertThat(caveat.flatMap(read -> Caveat.parse(read.text()))).isEqualTo(caveat);
        });
    }
}
