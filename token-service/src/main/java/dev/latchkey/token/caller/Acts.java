package dev.latchkey.token.caller;

import dev.latchkey.access.Effective;
import dev.latchkey.access.PersonId;
import dev.latchkey.access.SessionId;
import dev.latchkey.events.Act.Actor;
import dev.latchkey.events.Act.ActorKind;
import dev.latchkey.events.Act.Origin;
import io.vertx.core.http.HttpServerRequest;

/// Who did it and from where, for the events of a change.
public final class Acts {
    private Acts() {}

    /// A person's token acts as the person; one that is nobody's acts as itself.
    public static Actor actor(Effective effective) {
        var token = effective.tokenId().publicId();
        var session = effective.session().map(SessionId::publicId).orElse(null);
        return effective
                .person()
                .map(PersonId::publicId)
                .map(person -> new Actor(ActorKind.PERSON, person, token, session, null))
                .orElseGet(() -> new Actor(ActorKind.TOKEN, token, token, session, null));
    }

    public static Origin origin(HttpServerRequest http) {
        var source = Callers.source(http);
        return new Origin(
                source.ip().map(ip -> ip.text()).orElse(null),
                source.userAgent().orElse(null));
    }
}
