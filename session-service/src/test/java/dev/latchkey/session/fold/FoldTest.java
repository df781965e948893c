package dev.latchkey.session.fold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.access.PersonId;
import dev.latchkey.access.TokenId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FoldTest {
    private static final Instant NOON = Instant.parse("2026-10-01T12:00:00Z");
    private final Random random = new Random(7);
    private final PersonId ada = PersonId.random(random);

    @Test
    void sixtyOldTokensAreFourRowsThatHoldEachOnce() {
        // given
        var tokens = new ArrayList<LooseToken>();
        for (var i = 0; i < 60; i++) {
            tokens.add(token("Browser " + i % 7, "203.0." + i % 3 + ".0/24", NOON.minusSeconds(i)));
        }

        // when
        var rows = Fold.of(tokens);

        // then
        assertThat(rows).hasSize(4);
        assertThat(rows.subList(0, 3)).allMatch(FoldedRow::assumed);
        assertThat(rows.getLast().assumed()).isFalse();
        assertThat(rows.getLast().label())
                .isEqualTo("Older sign-ins (" + rows.getLast().tokens().size() + ")");
        assertThat(rows.stream().flatMap(row -> row.tokens().stream()))
                .containsExactlyInAnyOrderElementsOf(
                        tokens.stream().map(LooseToken::token).toList());
        assertThat(rows.getFirst().lastUsedAt()).isEqualTo(NOON);
    }

    @Test
    void foldingAgainInAnyOrderGivesTheSame() {
        // given
        var tokens = new ArrayList<LooseToken>();
        for (var i = 0; i < 40; i++) {
            tokens.add(token("Browser " + i % 5, "", NOON.minusSeconds(i / 2)));
        }
        var once = Fold.of(tokens);

        // when
        Collections.shuffle(tokens, random);

        // then
        assertThat(Fold.of(tokens)).isEqualTo(once);
        assertThat(Fold.of(List.of())).isEmpty();
    }

    @Test
    void sameClientInAnotherNetworkIsAnotherRow() {
        // when
        var rows = Fold.of(List.of(
                token("Firefox on Linux", "203.0.113.0/24", NOON), token("Firefox on Linux", "198.51.100.0/24", NOON)));

        // then
        assertThat(rows).hasSize(2).allMatch(FoldedRow::assumed);
    }

    private LooseToken token(String client, String network, Instant used) {
        return new LooseToken(TokenId.of(used, random), ada, client, network, used);
    }
}
