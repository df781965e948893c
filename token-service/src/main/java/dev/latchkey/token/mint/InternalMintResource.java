package dev.latchkey.token.mint;

import dev.latchkey.access.Kind;
import dev.latchkey.events.Act.Actor;
import dev.latchkey.events.Act.ActorKind;
import dev.latchkey.events.ServiceName;
import dev.latchkey.kit.identity.ServiceWall;
import dev.latchkey.kit.problem.InvalidRequestException;
import dev.latchkey.token.caller.Acts;
import dev.latchkey.token.idempotency.Attempts;
import dev.latchkey.token.mint.MintOutcome.Refused;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// Minting by a service: on behalf of a person whom it has authenticated, for a login, or for an app.
///
/// An `Idempotency-Key` makes the first of them repeatable. Those without a record cannot be given out again: a new one
/// costs nothing, and lives an hour at most.
@Path("/internal/v1/tokens")
public final class InternalMintResource {
    private final RepeatableMint service;
    private final UnrecordedMint unrecorded;
    private final Attempts attempts;

    InternalMintResource(RepeatableMint service, UnrecordedMint unrecorded, Attempts attempts) {
        this.service = service;
        this.unrecorded = unrecorded;
        this.attempts = attempts;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(hidden = true)
    public Uni<Response> mint(
            @Nullable OnBehalf body, @Context HttpServerRequest http, @Context ContainerRequestContext inside) {
        var asked = Optional.ofNullable(body)
                .orElseThrow(() -> new InvalidRequestException("body", "A JSON object is needed."));
        var caller = ServiceWall.caller(inside);
        if (!mayMint(caller, asked.asked())) {
            return Uni.createFrom().item(MintAnswers.of(new Refused.NotItsKind()));
        }
        return switch (asked.asked()) {
            case PERSONAL, DEPLOY ->
                service.mint(recorded(asked, caller, http), attempts.of(http, caller, asked))
                        .map(MintAnswers::of);
            case SESSION, OAUTH -> unrecorded.mint(asked.unrecorded()).map(MintAnswers::of);
        };
    }

    private static MintOrder recorded(OnBehalf asked, ServiceName caller, HttpServerRequest http) {
        var person = asked.personId();
        var actor = new Actor(ActorKind.SERVICE, caller.account(), null, null, person.publicId());
        return MintOrder.of(asked.request(), person, Optional.empty(), actor, Acts.origin(http));
    }

    /// Each service mints what it answers for, and nothing else.
    private static boolean mayMint(ServiceName caller, Kind kind) {
        return switch (kind) {
            case PERSONAL, DEPLOY, SESSION -> caller == ServiceName.SESSION;
            case OAUTH -> caller == ServiceName.OAUTH;
        };
    }
}
