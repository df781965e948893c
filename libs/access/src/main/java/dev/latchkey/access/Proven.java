package dev.latchkey.access;

import java.time.Instant;
import java.util.List;

/// A token whose chain was equal and whose every caveat is understood, with what the caveats leave.
record Proven(Token token, List<Caveat> caveats, Rights rights) {

    /// Whose restriction set the end: the first caveats are the mint's, the others were appended since.
    Reason.Expired.Origin originOf(Instant end) {
        int issued = token.identifier().issued();
        for (int i = 0; i < issued; i++) {
            if (caveats.get(i) instanceof Caveat.Before(Instant stated) && stated.equals(end)) {
                return Reason.Expired.Origin.ISSUED;
            }
        }
        return Reason.Expired.Origin.APPENDED;
    }
}
