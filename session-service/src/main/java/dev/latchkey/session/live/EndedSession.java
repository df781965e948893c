package dev.latchkey.session.live;

import dev.latchkey.access.PersonId;
import dev.latchkey.access.SessionId;
import dev.latchkey.events.Act;
import dev.latchkey.events.Caep;
import dev.latchkey.events.SessionEnded;
import java.util.Map;

/// The event of an end.
final class EndedSession {
    private static final String ENGLISH = "en";

    private EndedSession() {}

    static SessionEnded event(SessionId session, PersonId person, Cause cause, Act act, String issuer) {
        var caep = new Caep(
                act.at().getEpochSecond(),
                cause.entity(),
                Map.of(ENGLISH, cause.slug()),
                Map.of(ENGLISH, cause.sentence()),
                new Caep.Subject(issuer, person.publicId(), session.publicId()),
                null,
                null);
        return new SessionEnded(session.publicId(), person.publicId(), act.at(), cause.slug(), act, caep);
    }
}
