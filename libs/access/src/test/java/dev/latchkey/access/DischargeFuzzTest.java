package dev.latchkey.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.latchkey.macaroon.Key;
import java.util.List;

/// Replays its seeds in every run; fuzzes when `JAZZER_FUZZ=1` is set.
class DischargeFuzzTest {
    private static final Token D = KnownTokens.token(KnownTokens.D);
    private static final Tickets TICKETS = new Tickets(List.of(KnownTokens.ticketKey()));
    private static final Key KEY = KnownTokens.key();

    @FuzzTest(maxDuration = "60s")
    void anyTextHasOneOutcome(byte[] input) {
        check(new String(input, UTF_8));
    }

    @FuzzTest(maxDuration = "60s")
    void anyBodyHasOneOutcome(byte[] input) {
        check(KnownTokens.text("lkx_", input));
    }

    @FuzzTest(maxDuration = "60s")
    void anyTicketHasOneOutcome(byte[] input) {
        String text = new String(input, UTF_8);
        switch (TICKETS.open(text)) {
            case TicketOpening.Opened(OpenTicket open) ->
                assertThat(open.text()).isEqualTo(text);
            case TicketOpening.UnknownKey(String kid) -> assertThat(kid).matches("[0-9a-f]{8}");
            case TicketOpening.NoTicket(), TicketOpening.Unopenable() -> {}
        }
    }

    private static void check(String text) {
        switch (DischargeText.read(List.of(text))) {
            case DischargeReading.Whole(List<Discharge> discharges) -> {
                assertThat(DischargeText.read(List.of(discharges.getFirst().text())))
                        .isInstanceOf(DischargeReading.Whole.class);
                Verdict verdict = KnownTokens.verifier().verify(D, discharges, KEY, KnownTokens.read());
                assertThat(verdict instanceof Verdict.Allowed)
                        .isEqualTo(discharges.getFirst().text().equals(KnownTokens.X));
            }
            case DischargeReading.Broken(Reason.InDischarge broken) ->
                assertThat(broken.slug()).isIn("truncated", "malformed", "mistyped");
        }
    }
}
