package dev.latchkey.events;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A genuine token was presented after it had ended. At most one per token and source in 24 hours.
///
/// The source is the origin of `act`; its actor is the token itself, since nobody knows who presented it.
///
/// @param copy fingerprint of what was appended to the presented copy, `root` for none
/// @param ended how it had ended: `revoked`, `rotated`, `leaked`, `parent`, `key-generation`, `copy` (the narrowed copy
///     presented), or `owner-left`, which only suspends
/// @param endedAt since when, where that is recorded
public record TokenMisused(
        String tokenId,
        String org,
        String copy,
        String ended,
        @Nullable Instant endedAt,
        Act act) implements Event {
    public TokenMisused {
        Objects.requireNonNull(tokenId, "token_id");
        Objects.requireNonNull(org, "org");
        Objects.requireNonNull(copy, "copy");
        Objects.requireNonNull(ended, "ended");
        Objects.requireNonNull(act, "act");
    }

    @Override
    public EventType type() {
        return EventType.TOKEN_MISUSED;
    }

    @Override
    public String key() {
        return tokenId;
    }
}
