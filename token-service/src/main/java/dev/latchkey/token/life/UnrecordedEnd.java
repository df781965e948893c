package dev.latchkey.token.life;

import dev.latchkey.access.TokenId;
import dev.latchkey.events.StateChanged;
import dev.latchkey.token.record.TokenRecord;
import java.time.Instant;
import java.util.List;

/// The end of a token that has no record.
///
/// @param also what was minted through it, and ended with it
/// @param states what verifiers are told, of the token itself and of those
public record UnrecordedEnd(TokenId token, Instant at, List<TokenRecord> also, List<StateChanged> states) {
    public UnrecordedEnd {
        also = List.copyOf(also);
        states = List.copyOf(states);
    }

    /// From this revision of the feed on all of it is in force everywhere.
    public long revision() {
        return states.getLast().revision();
    }
}
