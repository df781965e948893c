package dev.latchkey.session.login;

import dev.latchkey.access.PersonId;
import dev.latchkey.access.SessionId;
import dev.latchkey.events.Act;
import dev.latchkey.events.Act.Actor;
import dev.latchkey.events.Act.ActorKind;
import dev.latchkey.events.Caep;
import dev.latchkey.events.Caep.InitiatingEntity;
import dev.latchkey.events.CredentialChanged;
import dev.latchkey.kit.outbox.Outbox;
import dev.latchkey.session.browser.Client;
import dev.latchkey.session.origin.PublicOrigin;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/// Tells that a password was changed by its person.
@Singleton
public final class Credentials {
    private static final String PASSWORD = "password";
    private static final String UPDATE = "update";

    private final Outbox outbox;
    private final PublicOrigin origin;
    private final Clock clock;

    Credentials(Outbox outbox, PublicOrigin origin, Clock clock) {
        this.outbox = outbox;
        this.origin = origin;
        this.clock = clock;
    }

    /// In the transaction of the change.
    public Uni<Void> told(PersonId person, SessionId session, Client client) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var act = new Act(
                new Actor(ActorKind.PERSON, person.publicId(), null, session.publicId(), null), client.origin(), now);
        var caep = new Caep(
                now.getEpochSecond(),
                InitiatingEntity.USER,
                Map.of("en", "password changed"),
                Map.of("en", "You changed your password."),
                new Caep.Subject(origin.text(), person.publicId(), null),
                PASSWORD,
                UPDATE);
        return outbox.add(new CredentialChanged(person.publicId(), PASSWORD, UPDATE, act, caep));
    }
}
