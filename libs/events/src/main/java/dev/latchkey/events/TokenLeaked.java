package dev.latchkey.events;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Somebody found a token, or a narrowed copy of it, where it does not belong, and it proved to be genuine.
///
/// That it ended is said by the events of its state; this one says why, and where it was seen.
///
/// @param kind `personal`, `deploy`, `session` or `oauth`; the last two have no other event
/// @param copy the fingerprint of the narrowed copy that was found, or `root` for the token itself
/// @param place the URI where it was seen, as the finder gave it
/// @param note what else the finder said
/// @param reporter who told: `anyone` or `github`
/// @param revision the revision of the state feed from which on what was found is refused; absent if it had
///     ended
/// before
public record TokenLeaked(
        String tokenId,
        String org,
        String kind,
        String hint,
        String copy,
        @Nullable String place,
        @Nullable String note,
        String reporter,
        @Nullable Long revision,
        Act act)
        implements Event {
    public TokenLeaked {
        Objects.requireNonNull(tokenId, "token_id");
        Objects.requireNonNull(org, "org");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(hint, "hint");
        Objects.requireNonNull(copy, "copy");
        Objects.requireNonNull(reporter, "reporter");
        Objects.requireNonNull(act, "act");
    }

    @Override
    public EventType type() {
        return EventType.TOKEN_LEAKED;
    }

    @Override
    public String key() {
        return tokenId;
    }
}
