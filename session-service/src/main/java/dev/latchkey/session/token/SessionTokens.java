package dev.latchkey.session.token;

import dev.latchkey.events.ServiceName;
import dev.latchkey.kit.identity.ServiceTokens;
import dev.latchkey.kit.problem.Problem;
import dev.latchkey.session.live.LiveSession;
import dev.latchkey.session.live.Sessions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/// Asks token-service for a token of a session. It refuses by itself what the person's role does not hold, and a
/// session
/// that has ended.
@Singleton
final class SessionTokens {
    private static final Logger LOG = Logger.getLogger(SessionTokens.class);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int CLIENT_ERROR = 400;
    private static final int SERVER_ERROR = 500;

    private final Minting minting;
    private final ServiceTokens identity;
    private final Sessions sessions;

    SessionTokens(@RestClient Minting minting, ServiceTokens identity, Sessions sessions) {
        this.minting = minting;
        this.identity = identity;
        this.sessions = sessions;
    }

    Uni<Response> mint(LiveSession session, SessionTokenResource.Request asked) {
        var org = asked.handle();
        var order = new Minting.Order(
                "session",
                org.value(),
                session.person().publicId(),
                session.id().publicId(),
                session.endsAt().truncatedTo(ChronoUnit.SECONDS),
                asked.level(),
                asked.resource(),
                asked.ttl());
        return session.role(org).isEmpty()
                ? Uni.createFrom().item(noMember())
                : Uni.createFrom()
                        .deferred(() -> minting.mint(identity.bearer(ServiceName.TOKEN), order))
                        .ifNoItem()
                        .after(PATIENCE)
                        .fail()
                        .call(minted -> sessions.minted(session))
                        .map(SessionTokens::created)
                        .onFailure()
                        .recoverWithItem(SessionTokens::refused);
    }

    private static Response created(Minting.Minted minted) {
        return Response.status(Response.Status.CREATED)
                .entity(new SessionTokenResource.View(
                        minted.id(), minted.token(), minted.hint(), minted.org(), minted.expiresAt()))
                .build();
    }

    /// token-service's own refusal is the answer; anything else is its absence.
    private static Response refused(Throwable failure) {
        if (failure instanceof WebApplicationException answered) {
            var status = answered.getResponse().getStatus();
            if (status >= CLIENT_ERROR && status < SERVER_ERROR && status != 401) {
                return answered.getResponse().readEntity(Problem.class).toResponse();
            }
        }
        LOG.warnf("no session token was minted: %s", failure.getClass().getSimpleName());
        return Problem.unavailable("token-service").toResponse(Duration.ofSeconds(1));
    }

    /// The same as for an org that does not exist.
    private static Response noMember() {
        return new Problem("role-too-low", 403, "Role too low", "This needs a role in the org.").toResponse();
    }
}
