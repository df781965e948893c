package dev.latchkey.token.mint;

import dev.latchkey.access.PersonId;
import dev.latchkey.events.Act.Actor;
import dev.latchkey.events.Act.ActorKind;
import dev.latchkey.kit.identity.ServiceWall;
import dev.latchkey.kit.identity.ServicesOnly;
import dev.latchkey.kit.problem.InvalidRequestException;
import dev.latchkey.token.caller.Acts;
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

/// Minting by a service on behalf of a person whom it has authenticated.
@Path("/internal/v1/tokens")
@ServicesOnly
public final class InternalMintResource {
    private final MintService service;

    InternalMintResource(MintService service) {
        this.service = service;
    }

    /// What a token is to be, and whose.
    record OnBehalf(
            @Nullable String org,
            @Nullable String person,
            @Nullable String kind,
            @Nullable String name,
            @Nullable String access,
            @Nullable String resource,
            @Nullable String ttl) {

        MintRequest request() {
            return new MintRequest(org, kind, name, access, resource, ttl);
        }

        PersonId personId() {
            return Optional.ofNullable(person)
                    .flatMap(PersonId::parsePublic)
                    .orElseThrow(() -> new InvalidRequestException("person", "Name the person, per_…"));
        }
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(hidden = true)
    public Uni<Response> mint(
            @Nullable OnBehalf body, @Context HttpServerRequest http, @Context ContainerRequestContext inside) {
        var asked = Optional.ofNullable(body)
                .orElseThrow(() -> new InvalidRequestException("body", "A JSON object is needed."));
        var person = asked.personId();
        var actor = new Actor(ActorKind.SERVICE, ServiceWall.caller(inside).account(), null, null, person.publicId());
        var order = MintOrder.of(asked.request(), person, Optional.empty(), actor, Acts.origin(http));
        return service.mint(order).map(MintAnswers::of);
    }
}
