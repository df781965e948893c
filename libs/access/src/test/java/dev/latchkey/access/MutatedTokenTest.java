package dev.latchkey.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Many cheap mutations in every run; the fuzz tests go deeper when they are given time.
class MutatedTokenTest {
    private static final List<String> SEEDS = List.of(
            KnownTokens.C,
            KnownTokens.D,
            KnownTokens.E,
            KnownTokens.E + "_51y77p",
            KnownTokens.C.substring(0, 224),
            KnownTokens.C.substring(0, 150));

    @Test
    void mutatedTextsAreAnsweredAndNeverAllowed() {
        RandomCases.check(60_000, random -> {
            // given
            String seed = RandomCases.pick(random, SEEDS);
            StringBuilder text = new StringBuilder(seed);
            for (int edits = random.nextInt(1, 5); edits > 0 && !text.isEmpty(); edits--) {
                Samples.mutate(random, text);
            }

            // when
            TokenReading reading = TokenText.read(text.toString());

            // then
            TokenOutcomes.check(text.toString(), reading);
        });
    }

    @Test
    void randomTextsAreAnswered() {
        RandomCases.check(20_000, random -> {
            // given
            StringBuilder text = new StringBuilder(RandomCases.pick(random, List.of("lkd_", "lkp_Ag", "lks_AgI", "")));
            for (int i = random.nextInt(300); i > 0; i--) {
                text.append((char) (random.nextInt(20) == 0 ? random.nextInt(0x10000) : random.nextInt(0x20, 0x7f)));
            }

            // then
            TokenOutcomes.check(text.toString(), TokenText.read(text.toString()));
            assertThat(TokenText.foldHint(text.toString()).isPresent() && text.length() < 6)
                    .isFalse();
        });
    }
}
