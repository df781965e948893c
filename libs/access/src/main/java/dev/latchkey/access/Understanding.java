package dev.latchkey.access;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The caveats of a token and its discharges, once all chains are equal: each of them understood, or none.
sealed interface Understanding {
    /// Each is on the list.
    ///
    /// @param caveats those of the token, in order, then those of its discharges
    record Of(List<Caveat> caveats) implements Understanding {}

    /// One is not, or a discharge is over, for which the remedy is a new one.
    record None(Reason reason) implements Understanding {}

    static Understanding of(Token token, List<Discharge> discharges, Instant now) {
        List<Caveat> caveats = new ArrayList<>(token.texts().size());
        for (int i = 0; i < token.texts().size(); i++) {
            if (!token.isThirdParty(i)) {
                Optional<Caveat> caveat = Caveat.parse(token.texts().get(i));
                if (caveat.isEmpty()) {
                    return new None(
                            new Reason.UnknownCaveat(i + 1, token.texts().get(i)));
                }
                caveats.add(caveat.get());
            }
        }
        return discharges.isEmpty() ? new Of(caveats) : with(discharges, caveats, now);
    }

    private static Understanding with(List<Discharge> discharges, List<Caveat> caveats, Instant now) {
        List<Reason.Undischarged.Fault> expired = new ArrayList<>();
        for (int number = 1; number <= discharges.size(); number++) {
            Discharge discharge = discharges.get(number - 1);
            boolean over = false;
            int index = 0;
            for (String predicate : discharge.predicates()) {
                index++;
                Optional<Caveat> caveat = Caveat.parse(predicate);
                if (caveat.isEmpty()) {
                    return new None(new Reason.UnknownCaveat(number, index, predicate));
                }
                caveats.add(caveat.get());
                over |= caveat.get() instanceof Caveat.Before(Instant end) && !now.isBefore(end);
            }
            if (over) {
                expired.add(new Reason.Undischarged.Fault(discharge.ticket(), Reason.Undischarged.Cause.EXPIRED));
            }
        }
        return expired.isEmpty() ? new Of(caveats) : new None(new Reason.Undischarged(expired));
    }
}
