package dev.latchkey.access;

import dev.latchkey.macaroon.Macaroon;
import dev.latchkey.macaroon.MacaroonReader;
import dev.latchkey.macaroon.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// Reads the texts of discharges, `lkx_<base64url body>_<hint>`; for any texts the answer is a [DischargeReading].
///
/// The rules are those of [TokenText], but that the identifier is any printable caveat id, so that third parties need
/// not be ours.
public final class DischargeText {
    /// How many discharges a request may bring.
    public static final int MOST = 8;

    private DischargeText() {}

    /// Reads texts as they were presented; the first that is broken decides.
    public static DischargeReading read(List<String> texts) {
        List<Discharge> discharges = new ArrayList<>(texts.size());
        for (String text : texts) {
            switch (read(text)) {
                case One.Good(Discharge discharge) -> discharges.add(discharge);
                case One.Bad(Reason.Unproven why) -> {
                    return new DischargeReading.Broken(new Reason.InDischarge(discharges.size() + 1, why));
                }
            }
        }
        return new DischargeReading.Whole(discharges);
    }

    /// One text.
    private sealed interface One {
        record Good(Discharge discharge) implements One {}

        record Bad(Reason.Unproven why) implements One {}
    }

    private static One read(String text) {
        int unlike = firstUnlikePrefix(text);
        if (unlike >= 0) {
            return new One.Bad(new Reason.Malformed("prefix", unlike + 1));
        }
        return switch (MacaroonReader.read(text, Discharge.PREFIX.length())) {
            case Reading.Whole(Macaroon macaroon, int used) -> whole(text, macaroon, Discharge.PREFIX.length() + used);
            case Reading.Truncated cut -> new One.Bad(Verifier.reasonOf(TokenText.truncated(text, cut)));
            case Reading.Malformed malformed ->
                new One.Bad(new Reason.Malformed(malformed.rule().slug(), malformed.at()));
        };
    }

    private static int firstUnlikePrefix(String text) {
        for (int i = 0; i < Discharge.PREFIX.length(); i++) {
            if (i >= text.length() || text.charAt(i) != Discharge.PREFIX.charAt(i)) {
                return i;
            }
        }
        return -1;
    }

    private static One whole(String text, Macaroon macaroon, int end) {
        OptionalInt notText = NotText.in(macaroon);
        if (notText.isPresent()) {
            return new One.Bad(Verifier.reasonOf(TokenText.notText(notText.getAsInt())));
        }
        Discharge discharge = new Discharge(macaroon);
        return TokenText.faultBehind(text, end, discharge.hint())
                .<One>map(fault -> new One.Bad(Verifier.reasonOf(fault)))
                .orElseGet(() -> new One.Good(discharge));
    }
}
