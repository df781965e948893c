package dev.latchkey.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Objects;

/// The heartbeat of a verifier, once a second: that it runs, how far it follows the state feed, and what it has told of
/// uses.
///
/// A boot that ends without a last one was killed: what it held in memory is lost.
///
/// @param verifierId the name of the verifier, which outlives its boots
/// @param boot one run of it
/// @param flush the last flush of uses of this boot that was acknowledged; 0 before the first
/// @param dropped uses of this boot that were dropped because the buffer was full
/// @param appliedRevision every state record up to this revision has been applied
/// @param last said once, when the verifier stops; on the wire `final`
public record VerifierSeen(
        String verifierId,
        String boot,
        long flush,
        long dropped,
        long appliedRevision,
        @JsonProperty("final") boolean last)
        implements Event {
    public VerifierSeen {
        Objects.requireNonNull(verifierId, "verifier_id");
        Objects.requireNonNull(boot, "boot");
    }

    @Override
    public EventType type() {
        return EventType.VERIFIER_SEEN;
    }

    @Override
    public String key() {
        return verifierId;
    }
}
