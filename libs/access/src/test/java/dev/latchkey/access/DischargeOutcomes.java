package dev.latchkey.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.macaroon.Key;
import java.util.List;

/// What may become of any text that is presented as a discharge.
final class DischargeOutcomes {
    private static final Token D = KnownTokens.token(KnownTokens.D);
    private static final Key KEY = KnownTokens.key();

    private DischargeOutcomes() {}

    static void check(String text) {
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
