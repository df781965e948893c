package dev.latchkey.token.generation;

import dev.latchkey.access.OrgHandle;
import dev.latchkey.access.PersonId;
import dev.latchkey.access.SessionId;
import dev.latchkey.events.Act;
import dev.latchkey.events.Act.Actor;
import dev.latchkey.events.Act.ActorKind;
import dev.latchkey.kit.identity.ServiceWall;
import dev.latchkey.kit.problem.InvalidRequestException;
import dev.latchkey.kit.problem.Problem;
import dev.latchkey.token.caller.Acts;
import dev.latchkey.token.keys.KeyGenerations;
import dev.latchkey.token.keys.KeyOutcome;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.Optional;
import java.util.function.BiFunction;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// Rotating and retiring by a service on behalf of an owner whom it has authenticated.
@Path("/internal/v1/keys/{org}")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class InternalKeysResource {
    private final KeyOwners owners;
    private final KeyGenerations generations;
    private final Clock clock;

    InternalKeysResource(KeyOwners owners, KeyGenerations generations, Clock clock) {
        this.owners = owners;
        this.generations = generations;
        this.clock = clock;
    }

    /// Who wants it, and in which login.
    record OnBehalf(@Nullable String person, @Nullable String session) {
        PersonId personId() {
            return Optional.ofNullable(person)
                    .flatMap(PersonId::parsePublic)
                    .orElseThrow(() -> new InvalidRequestException("person", "Name the person, per_…"));
        }

        Optional<SessionId> sessionId() {
            return session == null
                    ? Optional.empty()
                    : Optional.of(SessionId.parsePublic(session)
                            .orElseThrow(() -> new InvalidRequestException("session", "Name the session, ses_…")));
        }
    }

    @POST
    @Path("/rotate")
    @Operation(hidden = true)
    public Uni<Response> rotate(
            @PathParam("org") String org,
            @Nullable OnBehalf body,
            @Context HttpServerRequest http,
            @Context ContainerRequestContext inside) {
        return behalf(org, body, http, inside, generations::rotate);
    }

    @POST
    @Path("/{generation}/retire")
    @Operation(hidden = true)
    public Uni<Response> retire(
            @PathParam("org") String org,
            @PathParam("generation") String generation,
            @Nullable OnBehalf body,
            @Context HttpServerRequest http,
            @Context ContainerRequestContext inside) {
        return behalf(
                org,
                body,
                http,
                inside,
                (handle, act) -> KeyAnswers.named(handle, generation)
                        .map(keyId -> generations.retire(keyId, act))
                        .orElseGet(() -> Uni.createFrom().item(new KeyOutcome.Unknown())));
    }

    private Uni<Response> behalf(
            String org,
            @Nullable OnBehalf body,
            HttpServerRequest http,
            ContainerRequestContext inside,
            BiFunction<OrgHandle, Act, Uni<KeyOutcome>> work) {
        var asked = Optional.ofNullable(body)
                .orElseThrow(() -> new InvalidRequestException("body", "A JSON object is needed."));
        var person = asked.personId();
        var session = asked.sessionId().map(SessionId::publicId).orElse(null);
        var handle = OrgHandle.parse(org);
        if (handle.isEmpty()) {
            return Uni.createFrom().item(Problem.notFound("org").toResponse());
        }
        var service = ServiceWall.caller(inside).account();
        var actor = new Actor(ActorKind.SERVICE, service, null, session, person.publicId());
        var act = new Act(actor, Acts.origin(http), clock.instant());
        return owners.owner(
                handle.get(), person, () -> work.apply(handle.get(), act).map(KeyAnswers::of));
    }
}
