package dev.latchkey.macaroon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CanonicalFormTest {

    /// A macaroon of 42 bytes, 56 characters, that needs no padding.
    private static final Wire SHORT = Wire.begun().eos().signed();

    /// Each breaks one rule at the byte with the given 0-based index; what comes behind it breaks no other.
    static Stream<Arguments> notCanonical() {
        return Stream.of(
                broken("V1", Rule.VERSION, 0, new Wire().raw('0')),
                broken("version 0", Rule.VERSION, 0, new Wire().raw(0)),
                broken("version as a long varint", Rule.VERSION, 0, new Wire().raw(0x82, 0)),
                broken(
                        "type 3",
                        Rule.FIELD_TYPE,
                        6,
                        Wire.begun().field(3, 1).eos().signed()),
                broken("type 5", Rule.FIELD_TYPE, 7, Wire.begun().eos().field(5, 1)),
                broken(
                        "type 7 for the signature",
                        Rule.FIELD_TYPE,
                        8,
                        Wire.begun().eos().eos().field(7, 32)),
                broken("type 128", Rule.FIELD_TYPE, 6, Wire.begun().raw(0x80, 1)),
                broken(
                        "no identifier",
                        Rule.FIELD_ORDER,
                        1,
                        new Wire().raw(2).eos().signed()),
                broken(
                        "location alone",
                        Rule.FIELD_ORDER,
                        4,
                        new Wire().raw(2).field(1, 1).eos().signed()),
                broken(
                        "identifier before location",
                        Rule.FIELD_ORDER,
                        6,
                        Wire.begun().field(1, 1).eos().signed()),
                broken(
                        "identifier twice",
                        Rule.FIELD_ORDER,
                        6,
                        Wire.begun().field(2, 3).eos().signed()),
                broken(
                        "location twice",
                        Rule.FIELD_ORDER,
                        4,
                        new Wire().raw(2).field(1, 1).field(1, 1)),
                broken(
                        "vid on the macaroon",
                        Rule.FIELD_ORDER,
                        6,
                        Wire.begun().field(4, 72).eos().signed()),
                broken(
                        "signature in a section",
                        Rule.FIELD_ORDER,
                        6,
                        Wire.begun().field(6, 32)),
                broken(
                        "signature without the last EOS",
                        Rule.FIELD_ORDER,
                        7,
                        Wire.begun().eos().field(6, 32)),
                broken(
                        "three EOS",
                        Rule.FIELD_ORDER,
                        8,
                        Wire.begun().eos().eos().eos()),
                broken(
                        "section behind the last EOS",
                        Rule.FIELD_ORDER,
                        8,
                        Wire.begun().eos().eos().firstParty(1)),
                broken("vid alone", Rule.FIELD_ORDER, 7, Wire.begun().eos().field(4, 72)),
                broken(
                        "location alone in a caveat",
                        Rule.FIELD_ORDER,
                        10,
                        Wire.begun().eos().field(1, 1).eos()),
                broken(
                        "vid before its identifier",
                        Rule.FIELD_ORDER,
                        10,
                        Wire.begun().eos().field(1, 1).field(4, 72)),
                broken(
                        "vid twice",
                        Rule.FIELD_ORDER,
                        84,
                        Wire.begun().eos().field(2, 1).field(4, 72).field(4, 72)),
                broken(
                        "predicate twice",
                        Rule.FIELD_ORDER,
                        10,
                        Wire.begun().eos().field(2, 1).field(2, 1)),
                broken(
                        "long varint for a length",
                        Rule.VARINT,
                        2,
                        new Wire().raw(2, 2, 0x85, 0).contents(5)),
                broken(
                        "long varint for a type",
                        Rule.VARINT,
                        1,
                        new Wire().raw(2, 0x82, 0, 3).contents(3)),
                broken("long varint for EOS", Rule.VARINT, 6, Wire.begun().raw(0x80, 0)),
                broken("three bytes of varint", Rule.VARINT, 2, new Wire().raw(2, 2, 0x81, 0x80, 0)),
                broken(
                        "identifier of 0",
                        Rule.LENGTH,
                        2,
                        new Wire().raw(2).field(2, 0).eos().signed()),
                broken(
                        "identifier of 256",
                        Rule.LENGTH,
                        2,
                        new Wire().raw(2).field(2, 256).eos().signed()),
                broken(
                        "location of 65",
                        Rule.LENGTH,
                        2,
                        new Wire().raw(2).field(1, 65).field(2, 3).eos().signed()),
                broken(
                        "predicate of 0",
                        Rule.LENGTH,
                        8,
                        Wire.begun().eos().field(2, 0).eos().signed()),
                broken(
                        "predicate of 256",
                        Rule.LENGTH,
                        8,
                        Wire.begun().eos().field(2, 256).eos().signed()),
                broken(
                        "empty vid",
                        Rule.LENGTH,
                        11,
                        Wire.begun().eos().field(2, 1).field(4, 0).eos().signed()),
                broken(
                        "vid of 71",
                        Rule.LENGTH,
                        11,
                        Wire.begun().eos().field(2, 1).field(4, 71).eos().signed()),
                broken(
                        "vid of 73",
                        Rule.LENGTH,
                        11,
                        Wire.begun().eos().field(2, 1).field(4, 73).eos().signed()),
                broken(
                        "signature of 31",
                        Rule.LENGTH,
                        9,
                        Wire.begun().eos().eos().field(6, 31)),
                broken(
                        "signature of 33",
                        Rule.LENGTH,
                        9,
                        Wire.begun().eos().eos().field(6, 33)),
                broken(
                        "signature of 0",
                        Rule.LENGTH,
                        9,
                        Wire.begun().eos().eos().field(6, 0)),
                broken(
                        "location on a first-party caveat",
                        Rule.LOCATION_ON_FIRST_PARTY,
                        7,
                        Wire.begun().eos().field(1, 9).firstParty(1).signed()),
                broken(
                        "empty location on a first-party caveat",
                        Rule.LOCATION_ON_FIRST_PARTY,
                        7,
                        Wire.begun().eos().field(1, 0).firstParty(1).signed()),
                broken(
                        "33 caveats",
                        Rule.TOO_MANY_CAVEATS,
                        7 + 32 * 4,
                        caveats(33).signed()),
                broken(
                        "trailing byte",
                        Rule.TRAILING,
                        42,
                        Wire.begun().eos().signed().raw(0)),
                broken("two macaroons", Rule.TRAILING, 42, new Wire().raw(SHORT).raw(SHORT)));
    }

    private static Arguments broken(String name, Rule rule, int index, Wire wire) {
        return argumentSet(name, rule, index, wire);
    }

    private static Wire caveats(int count) {
        Wire wire = Wire.begun().eos();
        for (int i = 0; i < count; i++) {
            wire.firstParty(1);
        }
        return wire;
    }

    @ParameterizedTest
    @MethodSource("notCanonical")
    void onlyCanonicalBytesParse(Rule rule, int index, Wire wire) {
        // when
        Reading ofText = MacaroonReader.read(wire.text());
        Reading ofBytes = MacaroonReader.readBytes(wire.bytes());

        // then
        assertThat(ofBytes).isEqualTo(new Reading.Malformed(rule, index + 1));
        assertThat(ofText).isEqualTo(new Reading.Malformed(rule, index * 4 / 3 + 1));
    }

    @ParameterizedTest
    @MethodSource("notCanonical")
    void positionCountsFromTheBeginningOfTheText(Rule rule, int index, Wire wire) {
        // when
        Reading reading = MacaroonReader.read("lkd_" + wire.text(), 4);

        // then
        if (rule == Rule.TRAILING) {
            assertThat(reading)
                    .isInstanceOfSatisfying(
                            Reading.Whole.class,
                            whole -> assertThat(whole.charactersUsed()).isEqualTo(56));
        } else {
            assertThat(reading).isEqualTo(new Reading.Malformed(rule, 4 + index * 4 / 3 + 1));
        }
    }

    static Stream<Arguments> canonical() {
        return Stream.of(
                argumentSet("least", 0, Wire.begun().eos().signed()),
                argumentSet(
                        "empty location",
                        0,
                        new Wire().raw(2).field(1, 0).field(2, 1).eos().signed()),
                argumentSet(
                        "longest location",
                        0,
                        new Wire().raw(2).field(1, 64).field(2, 1).eos().signed()),
                argumentSet(
                        "longest identifier",
                        0,
                        new Wire().raw(2).field(2, 255).eos().signed()),
                argumentSet(
                        "longest predicate",
                        1,
                        Wire.begun().eos().firstParty(255).signed()),
                argumentSet(
                        "identifier of 127",
                        0,
                        new Wire().raw(2).field(2, 127).eos().signed()),
                argumentSet(
                        "identifier of 128",
                        0,
                        new Wire().raw(2).field(2, 128).eos().signed()),
                argumentSet("32 caveats", 32, caveats(32).signed()),
                argumentSet(
                        "third party without location",
                        1,
                        Wire.begun().eos().field(2, 1).field(4, 72).eos().signed()),
                argumentSet(
                        "third party with empty location",
                        1,
                        Wire.begun()
                                .eos()
                                .field(1, 0)
                                .field(2, 1)
                                .field(4, 72)
                                .eos()
                                .signed()));
    }

    @ParameterizedTest
    @MethodSource("canonical")
    void whatTheFormAllowsIsRead(int caveats, Wire wire) {
        // when
        Reading ofText = MacaroonReader.read(wire.text());
        Reading ofBytes = MacaroonReader.readBytes(wire.bytes());

        // then
        assertThat(ofText).isInstanceOfSatisfying(Reading.Whole.class, whole -> {
            assertThat(whole.charactersUsed()).isEqualTo(wire.text().length());
            assertThat(whole.macaroon().caveatCount()).isEqualTo(caveats);
            assertThat(whole.macaroon().toBytes()).isEqualTo(wire.bytes());
        });
        assertThat(ofBytes).isInstanceOfSatisfying(Reading.Whole.class, whole -> {
            assertThat(whole.charactersUsed()).isEqualTo(wire.size());
            assertThat(whole.macaroon().toText()).isEqualTo(wire.text());
        });
    }

    @Test
    void lengthOverItsLimitIsMalformedBeforeItsBytesArrive() {
        // when
        Reading reading = MacaroonReader.readBytes(new Wire().raw(2, 2, 0x80, 2).bytes());

        // then
        assertThat(reading).isEqualTo(new Reading.Malformed(Rule.LENGTH, 3));
    }

    /// Of two broken rules the one further left is named, whichever of text and bytes it belongs to.
    @ParameterizedTest
    @CsvSource(textBlock = """
            A!INx,      alphabet,   2
            Ag!x,       alphabet,   3
            AwIN+,      version,    1
            AgMN+,      field-type, 2
            AgIN+,      alphabet,   5
            Ag==,       padding,    3
            =,          padding,    1
            'Ag IN',    alphabet,   3
            'AgIN\n',   alphabet,   5
            AgIN/,      alphabet,   5
            AgINé,      alphabet,   5
            AgIN\uD83D\uDE00, alphabet, 5
            """)
    void firstBrokenRuleFromTheLeftIsNamed(String text, String slug, int at) {
        // when
        Reading reading = MacaroonReader.read(text);

        // then
        assertThat(reading).isInstanceOfSatisfying(Reading.Malformed.class, malformed -> {
            assertThat(malformed.rule().slug()).isEqualTo(slug);
            assertThat(malformed.at()).isEqualTo(at);
        });
    }

    /// Identifiers of 3, 4 and 5 bytes make bodies of 42, 43 and 44, which ask for none, two and one `=`.
    @ParameterizedTest
    @CsvSource(textBlock = """
            3, '',    56, 0
            3, =,     0, 57
            3, ==,    0, 57
            4, '',    58, 0
            4, =,     0, 60
            4, ==,    60, 0
            4, ===,   0, 61
            5, '',    59, 0
            5, =,     60, 0
            5, ==,    0, 61
            """)
    void paddingIsAbsentOrExact(int identifier, String padding, int used, int brokenAt) {
        // given
        String text = new Wire().raw(2).field(2, identifier).eos().signed().text() + padding;

        // when
        Reading reading = MacaroonReader.read(text, 0);

        // then
        if (brokenAt > 0) {
            assertThat(reading).isEqualTo(new Reading.Malformed(Rule.PADDING, brokenAt));
        } else {
            assertThat(reading)
                    .isInstanceOfSatisfying(
                            Reading.Whole.class,
                            whole -> assertThat(whole.charactersUsed()).isEqualTo(used));
        }
    }

    /// The last character of a body of 43 bytes carries 2 bits of it and 4 spare ones, of 44 bytes 4 and 2.
    @ParameterizedTest
    @CsvSource({"4, 58, 4", "5, 59, 2"})
    void spareBitsAreZero(int identifier, int length, int spare) {
        // given
        String text = new Wire().raw(2).field(2, identifier).eos().signed().text();
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        int last = alphabet.indexOf(text.charAt(length - 1));

        for (int bits = 1; bits < 1 << spare; bits++) {
            // when
            Reading reading = MacaroonReader.read(text.substring(0, length - 1) + alphabet.charAt(last | bits));

            // then
            assertThat(text).hasSize(length);
            assertThat(reading).isEqualTo(new Reading.Malformed(Rule.SPARE_BITS, length));
        }
    }

    @Test
    void whatFollowsTheMacaroonIsTheCallersToJudge() {
        // when
        Reading reading = MacaroonReader.read("lkd_" + KnownAnswers.C + "_2wn98f", 4);

        // then
        assertThat(reading).isInstanceOfSatisfying(Reading.Whole.class, whole -> {
            assertThat(whole.charactersUsed()).isEqualTo(220);
            assertThat(whole.macaroon().toText()).isEqualTo(KnownAnswers.C);
        });
        assertThat(MacaroonReader.read(KnownAnswers.C + "_2wn98f"))
                .isEqualTo(new Reading.Malformed(Rule.TRAILING, 221));
    }

    @Test
    void textIsReadToItsLimitAndNotBeyond() {
        // given a macaroon of 3,072 bytes, 4,096 characters: 8 + 11 · 258 + 75 + 34 + its identifier
        Wire wire = new Wire().raw(2).field(2, 74).eos();
        for (int i = 0; i < 11; i++) {
            wire.firstParty(255);
        }
        wire.firstParty(Limits.MAX_BYTES - wire.size() - 3 - 35).signed();
        String text = wire.text();

        // when
        Reading atLimit = MacaroonReader.read(text);
        Reading oneTooFar = MacaroonReader.read("x" + text, 1);
        Reading bytes = MacaroonReader.readBytes(wire.bytes());
        Reading tooManyBytes =
                MacaroonReader.readBytes(new Wire().raw(wire.bytes()).raw(1).bytes());

        // then
        assertThat(text).hasSize(4096);
        assertThat(atLimit).isInstanceOf(Reading.Whole.class);
        assertThat(oneTooFar).isEqualTo(new Reading.Malformed(Rule.TOO_LONG, 4097));
        assertThat(bytes).isInstanceOf(Reading.Whole.class);
        assertThat(tooManyBytes).isEqualTo(new Reading.Malformed(Rule.TRAILING, 3073));
    }

    /// One byte less than the most takes 4,095 characters and one `=`.
    @ParameterizedTest
    @CsvSource({"0, 4096, 0", "1, 0, 4097"})
    void paddingCountsAsText(int start, int used, int brokenAt) {
        // given
        Wire wire = new Wire().raw(2).field(2, 74).eos();
        for (int i = 0; i < 11; i++) {
            wire.firstParty(255);
        }
        wire.firstParty(Limits.MAX_BYTES - 1 - wire.size() - 3 - 35).signed();

        // when
        Reading reading = MacaroonReader.read("x".repeat(start) + wire.text() + "=", start);

        // then
        assertThat(wire.text()).hasSize(4095);
        if (brokenAt > 0) {
            assertThat(reading).isEqualTo(new Reading.Malformed(Rule.TOO_LONG, brokenAt));
        } else {
            assertThat(reading)
                    .isInstanceOfSatisfying(
                            Reading.Whole.class,
                            whole -> assertThat(whole.charactersUsed()).isEqualTo(used));
        }
    }

    @Test
    void endlessInputIsTooLongWhereverItWouldEnd() {
        // given
        Wire wire = Wire.begun().eos();
        while (wire.size() <= Limits.MAX_BYTES) {
            wire.firstParty(250);
        }

        // when
        Reading text = MacaroonReader.read(wire.text());
        Reading bytes = MacaroonReader.readBytes(wire.bytes());

        // then
        assertThat(text).isEqualTo(new Reading.Malformed(Rule.TOO_LONG, 4097));
        assertThat(bytes).isEqualTo(new Reading.Malformed(Rule.TOO_LONG, 3073));
    }

    @Test
    void slugsAreTheNamesOnTheWire() {
        assertThat(Rule.values())
                .extracting(Rule::slug)
                .containsExactly(
                        "version",
                        "field-type",
                        "field-order",
                        "varint",
                        "length",
                        "location-on-first-party",
                        "too-many-caveats",
                        "too-long",
                        "trailing",
                        "alphabet",
                        "padding",
                        "spare-bits");
    }
}
