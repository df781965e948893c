package dev.latchkey.session.ending;

import dev.latchkey.access.SessionId;
import dev.latchkey.events.ServiceName;
import dev.latchkey.kit.identity.ServiceTokens;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/// The fast way to the verifiers, once an end is committed. It may fail: the event says the same.
@Singleton
public final class Verifiers {
    private static final Logger LOG = Logger.getLogger(Verifiers.class);

    /// token-service waits 2 s for verifiers by itself.
    private static final Duration PATIENCE = Duration.ofMillis(3_500);

    private final SessionEndsDoor door;
    private final ServiceTokens identity;

    Verifiers(@RestClient SessionEndsDoor door, ServiceTokens identity) {
        this.door = door;
        this.identity = identity;
    }

    /// Tells them and waits until all know, for about two seconds at most. Telling them again changes nothing.
    Uni<Confirmation> tell(List<SessionId> sessions, Instant since) {
        return sessions.isEmpty()
                ? Uni.createFrom().item(new Confirmation.Nothing())
                : send(sessions, since, true).map(Verifiers::read).onFailure().recoverWithItem(failure -> {
                    LOG.warnf(
                            "verifiers were not told of ended sessions, the event will: %s",
                            failure.getClass().getSimpleName());
                    return new Confirmation.Unknown();
                });
    }

    /// Tells them while nobody waits for it.
    public void tellSoon(List<SessionId> sessions, Instant since) {
        if (!sessions.isEmpty()) {
            send(sessions, since, false)
                    .subscribe()
                    .with(
                            told -> {},
                            failure -> LOG.debugf(
                                    "verifiers were not told of ended sessions: %s",
                                    failure.getClass().getSimpleName()));
        }
    }

    private Uni<SessionEndsDoor.Answer> send(List<SessionId> sessions, Instant since, boolean wait) {
        var ids = sessions.stream().map(SessionId::publicId).toList();
        return Uni.createFrom()
                .deferred(
                        () -> door.end(identity.bearer(ServiceName.TOKEN), wait, new SessionEndsDoor.Ends(ids, since)))
                .ifNoItem()
                .after(PATIENCE)
                .fail();
    }

    private static Confirmation read(SessionEndsDoor.Answer answer) {
        var by = answer.confirmedBy();
        var of = answer.of();
        if (by == null || of == null) {
            return new Confirmation.Unknown();
        }
        var missing = Optional.ofNullable(answer.missing()).orElse(List.of());
        return of > 0 && by.equals(of) && missing.isEmpty()
                ? new Confirmation.Confirmed(by, of)
                : new Confirmation.Behind(Math.min(by, of), of, missing);
    }
}
