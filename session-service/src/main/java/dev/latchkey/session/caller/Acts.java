package dev.latchkey.session.caller;

import dev.latchkey.access.PersonId;
import dev.latchkey.events.Act;
import dev.latchkey.events.Act.Actor;
import dev.latchkey.events.Act.ActorKind;
import dev.latchkey.events.Act.Origin;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Clock;

/// Who does it, from where and when, for the events of a change.
@Singleton
public final class Acts {
    private static final int LONGEST_AGENT = 256;

    private final Clock clock;

    Acts(Clock clock) {
        this.clock = clock;
    }

    public Act of(Caller caller, HttpServerRequest request) {
        return new Act(actor(caller), origin(request), clock.instant());
    }

    /// A person's token acts as the person; one that is nobody's acts as itself.
    private static Actor actor(Caller caller) {
        return switch (caller) {
            case Caller.WithToken(var _, var token, var _, var person) ->
                person.map(PersonId::publicId)
                        .map(id -> new Actor(ActorKind.PERSON, id, token.publicId(), null, null))
                        .orElseGet(() -> new Actor(ActorKind.TOKEN, token.publicId(), token.publicId(), null, null));
        };
    }

    private static Origin origin(HttpServerRequest request) {
        var agent = request.getHeader(HttpHeaders.USER_AGENT);
        return new Origin(
                Callers.address(request).orElse(null),
                agent == null || agent.length() <= LONGEST_AGENT ? agent : agent.substring(0, LONGEST_AGENT));
    }
}
