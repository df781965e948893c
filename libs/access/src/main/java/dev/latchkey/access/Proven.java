package dev.latchkey.access;

import java.time.Instant;
import java.util.List;

/// A token whose chain was equal and whose every caveat is understood, with what the caveats leave.
///
/// @param caveats those of the token, in order, and behind them the restrictions set on it since
record Proven(Token token, List<Caveat> caveats, Rights rights) {

    /// Whose caveat set the end: the first are the mint's, then come the holders', then what was set on it since.
    Reason.Expired.Origin originOf(Instant end) {
        int first = 0;
        while (!(caveats.get(first) instanceof Caveat.Before(Instant stated) && stated.equals(end))) {
            first++;
        }
        if (first < token.identifier().issued()) {
            return Reason.Expired.Origin.ISSUED;
        }
        return first < token.texts().size() ? Reason.Expired.Origin.APPENDED : Reason.Expired.Origin.RESTRICTION;
    }
}
