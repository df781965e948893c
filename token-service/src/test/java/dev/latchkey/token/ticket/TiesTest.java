package dev.latchkey.token.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.access.TicketKey;
import dev.latchkey.token.ticket.TicketKeys.Answer;
import dev.latchkey.token.ticket.TicketKeys.Item;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TiesTest {
    private static final TicketKey KEY = new TicketKey("A".repeat(42) + "E");
    private static final TicketKey OTHER = new TicketKey("B".repeat(42) + "E");

    @Test
    void theCurrentKeyIsTaken() {
        assertThat(Ties.current(new Answer(List.of(item(OTHER, false), item(KEY, true)))))
                .contains(KEY);
    }

    @Test
    void anAnswerWithoutOneIsNone() {
        assertThat(Ties.current(new Answer(null))).isEmpty();
        assertThat(Ties.current(new Answer(List.of()))).isEmpty();
        assertThat(Ties.current(new Answer(Arrays.asList((Item) null)))).isEmpty();
        assertThat(Ties.current(new Answer(List.of(item(KEY, false))))).isEmpty();
        assertThat(Ties.current(new Answer(List.of(new Item(KEY.kid(), null, true)))))
                .isEmpty();
        assertThat(Ties.current(new Answer(List.of(new Item(KEY.kid(), "short", true)))))
                .isEmpty();
    }

    @Test
    void aKeyUnderAnothersNameIsNone() {
        assertThat(Ties.current(new Answer(List.of(new Item(OTHER.kid(), KEY.value(), true)))))
                .isEmpty();
        assertThat(Ties.current(new Answer(List.of(new Item(null, KEY.value(), true)))))
                .isEmpty();
    }

    private static Item item(TicketKey key, boolean current) {
        return new Item(key.kid(), key.value(), current);
    }
}
