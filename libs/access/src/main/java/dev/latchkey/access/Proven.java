package dev.latchkey.access;

import java.time.Instant;
import java.util.List;

/// A token whose chains were equal and whose every caveat is understood, with what the caveats leave.
///
/// @param caveats those of the token, in order, behind them those of its discharges, which are not expired, and last
///     the restrictions set on it since
record Proven(Token token, List<Caveat> caveats, Rights rights) {

    /// Whose caveat set the end: the first are the mint's, then come the holders', then what was set on it since.
    Reason.Expired.Origin originOf(Instant end) {
        int first = 0;
        while (!(caveats.get(first) instanceof Caveat.Before(Instant stated) && stated.equals(end))) {
            first++;
        }
        if (first < token.predicatesIssued()) {
            return Reason.Expired.Origin.ISSUED;
        }
        return first < token.predicates().size() ? Reason.Expired.Origin.APPENDED : Reason.Expired.Origin.RESTRICTION;
    }
}
