package dev.latchkey.events;

import java.util.List;
import java.util.Objects;

/// The caveats in force on a token beside its own were changed; an empty list afterwards lifts them.
///
/// @param before what was in force
/// @param after what is in force now, as if it were appended
/// @param revision the revision of the state feed from which on verifiers apply it
/// @param version higher than that of every earlier event of the token
public record TokenRestricted(
        String tokenId, String org, List<String> before, List<String> after, long revision, long version, Act act)
        implements Event {
    public TokenRestricted {
        Objects.requireNonNull(tokenId, "token_id");
        Objects.requireNonNull(org, "org");
        Objects.requireNonNull(act, "act");
        before = List.copyOf(before);
        after = List.copyOf(after);
    }

    @Override
    public EventType type() {
        return EventType.TOKEN_RESTRICTED;
    }

    @Override
    public String key() {
        return tokenId;
    }
}
