package dev.latchkey.macaroon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SecretBoxTest {

    private static final byte[] KEY =
            KnownAnswers.bytes("1434e674ad84fdfdc9bc1aa00785325c8b6d57341fc7ce200ba4680c80786dda");
    private static final byte[] BOX = KnownAnswers.bytes(KnownAnswers.B_VID);

    @Test
    void boxOpensUnderItsKey() {
        // when
        var plaintext = SecretBox.open(KEY, BOX);

        // then
        assertThat(plaintext)
                .hasValueSatisfying(dischargeKey -> assertThat(KnownAnswers.hex(dischargeKey))
                        .isEqualTo("7b46b7aec0ea6cf4eaf4ed0b9855ab698837c6be0ba6883ec526f1c7b997afa8"));
    }

    @Test
    void everyFlippedBitKeepsTheBoxShut() {
        for (int bit = 0; bit < BOX.length * 8; bit++) {
            // given
            byte[] flipped = BOX.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);

            // then
            assertThat(SecretBox.open(KEY, flipped)).as("bit %d", bit).isEmpty();
        }
    }

    @Test
    void otherKeyAndCutBoxStayShut() {
        // given
        byte[] other = KEY.clone();
        other[0] ^= 1;

        // then
        assertThat(SecretBox.open(other, BOX)).isEmpty();
        assertThat(SecretBox.open(KEY, Arrays.copyOf(BOX, 71))).isEmpty();
        assertThat(SecretBox.open(KEY, new byte[39])).isEmpty();
        assertThat(SecretBox.open(KEY, new byte[0])).isEmpty();
    }

    @Test
    void sealingAndOpeningAreInverse() {
        RandomCases.check(500, random -> {
            // given
            byte[] key = RandomCases.bytes(random, 32, 32);
            byte[] nonce = RandomCases.bytes(random, 24, 24);
            byte[] plaintext = RandomCases.bytes(random, 0, 200);

            // when
            byte[] box = SecretBox.seal(key, nonce, plaintext);

            // then
            assertThat(box).startsWith(nonce).hasSize(40 + plaintext.length);
            assertThat(SecretBox.open(key, box))
                    .hasValueSatisfying(opened -> assertThat(opened).isEqualTo(plaintext));
        });
    }
}
