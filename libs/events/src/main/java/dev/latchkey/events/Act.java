package dev.latchkey.events;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Who did it, from where, and when: part of every event that records a change.
///
/// @param at when it was done, by the clock of the service that did it
public record Act(Actor actor, Origin origin, Instant at) {
    public Act {
        Objects.requireNonNull(actor, "actor");
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(at, "at");
    }

    /// What kind of actor it was.
    public enum ActorKind {
        PERSON,
        TOKEN,
        APP,
        SERVICE,
        POLICY
    }

    /// Who did it.
    ///
    /// @param id the public id of the actor: `per_…`, `tok_…`, `app_…` or the name of a service
    /// @param tokenId the token that was presented, if one was
    /// @param sessionId the session it was done in, if there was one
    /// @param onBehalfOf the person for whom a service or token acted, if it was not for itself
    public record Actor(
            ActorKind kind,
            String id,
            @Nullable String tokenId,
            @Nullable String sessionId,
            @Nullable String onBehalfOf) {
        public Actor {
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(id, "id");
        }
    }

    /// Where it was done from. Empty where a service acted by itself.
    public record Origin(@Nullable String ip, @Nullable String userAgent) {
        public static final Origin NONE = new Origin(null, null);
    }
}
