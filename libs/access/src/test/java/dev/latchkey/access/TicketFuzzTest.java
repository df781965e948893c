package dev.latchkey.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;

/// Fuzzes tickets for a few seconds in every run, from its seeds on.
class TicketFuzzTest {
    private static final Tickets TICKETS = new Tickets(List.of(KnownTokens.ticketKey()));

    @FuzzTest(maxDuration = "2s")
    void anyTicketHasOneOutcome(byte[] input) {
        String text = new String(input, UTF_8);
        switch (TICKETS.open(text)) {
            case TicketOpening.Opened(OpenTicket open) ->
                assertThat(open.text()).isEqualTo(text);
            case TicketOpening.UnknownKey(String kid) -> assertThat(kid).matches("[0-9a-f]{8}");
            case TicketOpening.NoTicket(), TicketOpening.Unopenable() -> {}
        }
    }
}
