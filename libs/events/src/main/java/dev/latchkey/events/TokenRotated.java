package dev.latchkey.events;

import java.time.Instant;
import java.util.Objects;

/// A token was replaced. It ends at `endsAt`; its end has an event of its own.
///
/// @param successor the token that replaces it
/// @param endsAt until when both are in force; not after `act.at` when it ended at once
/// @param revision the revision of the state feed from which on verifiers know its end
/// @param version higher than that of every earlier event of the token
public record TokenRotated(
        String tokenId, String org, String successor, Instant endsAt, long revision, long version, Act act)
        implements Event {
    public TokenRotated {
        Objects.requireNonNull(tokenId, "token_id");
        Objects.requireNonNull(org, "org");
        Objects.requireNonNull(successor, "successor");
        Objects.requireNonNull(endsAt, "ends_at");
        Objects.requireNonNull(act, "act");
    }

    @Override
    public EventType type() {
        return EventType.TOKEN_ROTATED;
    }

    @Override
    public String key() {
        return tokenId;
    }
}
