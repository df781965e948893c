package dev.latchkey.session.ending;

import dev.latchkey.access.SessionId;
import dev.latchkey.kit.problem.InvalidRequestException;
import dev.latchkey.session.browser.Client;
import dev.latchkey.session.caller.LoggedIn;
import dev.latchkey.session.device.DeviceId;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Ending one's own sessions.
@Path("/v1/sessions")
@Tag(name = "sessions")
@Produces(MediaType.APPLICATION_JSON)
public final class EndResource {
    private final Endings endings;
    private final EndAnswers answers;

    EndResource(Endings endings, EndAnswers answers) {
        this.endings = endings;
        this.answers = answers;
    }

    /// What is to end and the proof.
    ///
    /// @param list `end_others.list` of `GET /v1/sessions`
    record Others(@Nullable String list, @Nullable String password) {
        String sealed() {
            return Optional.ofNullable(list)
                    .orElseThrow(() -> new InvalidRequestException("list", "Repeat end_others.list of /v1/sessions."));
        }

        /// Never the password.
        @Override
        public String toString() {
            return "Others[••••]";
        }
    }

    @POST
    @Path("end-others")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Log out other sessions",
            description =
                    "Ends every session of the caller but the current one. Their cookies are dead when this answers;"
                            + " the answer says how many verifiers are known to refuse their tokens.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = EndAnswers.View.class)))
    @APIResponse(
            responseCode = "202",
            description = "they have ended, and some verifiers have not confirmed it within 2 s",
            content = @Content(schema = @Schema(implementation = EndAnswers.View.class)))
    @APIResponse(responseCode = "403", description = "problem proof-refused: nothing has changed")
    @APIResponse(
            responseCode = "409",
            description = "problem stale-list: the list is used, too old, or another session's")
    public Uni<Response> others(
            @Nullable Others body, @Context ContainerRequestContext inside, @Context HttpServerRequest http) {
        return LoggedIn.api(inside, session -> {
            var asked = Optional.ofNullable(body).orElseGet(() -> new Others(null, null));
            var password = Proof.entered(new Proof(asked.password()));
            return endings.others(session, asked.sealed(), password, Client.of(http))
                    .map(answers::of);
        });
    }

    @POST
    @Path("{session}/end")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "End one session")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = EndAnswers.View.class)))
    @APIResponse(responseCode = "403", description = "problem proof-refused: nothing has changed")
    @APIResponse(responseCode = "404", description = "problem not-found: no live session of the caller")
    public Uni<Response> one(
            @PathParam("session") String id,
            @Nullable Proof body,
            @Context ContainerRequestContext inside,
            @Context HttpServerRequest http) {
        return LoggedIn.api(inside, session -> {
            var password = Proof.entered(body);
            return SessionId.parsePublic(id)
                    .map(which -> endings.one(session, which, password, Client.of(http)))
                    .orElseGet(() -> Uni.createFrom().item(new EndOutcome.Unknown()))
                    .map(answers::of);
        });
    }

    @GET
    @Path("ends/{ending}")
    @Operation(
            summary = "Ask again who refuses what was ended",
            description = "The proof of an act of the caller that ended sessions, as it stands now.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = EndAnswers.View.class)))
    @APIResponse(responseCode = "404", description = "problem not-found: no such act of the caller")
    public Uni<Response> proof(@PathParam("ending") String id, @Context ContainerRequestContext inside) {
        return LoggedIn.api(
                inside,
                session -> EndingId.parse(id)
                        .map(ending -> endings.again(session, ending))
                        .orElseGet(() -> Uni.createFrom().item(new EndOutcome.Unknown()))
                        .map(answers::of));
    }

    @DELETE
    @Path("devices/{device}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Forget a device",
            description = "Ends its session, if it has one, and removes it from the list.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = EndAnswers.View.class)))
    @APIResponse(responseCode = "403", description = "problem proof-refused: nothing has changed")
    @APIResponse(responseCode = "404", description = "problem not-found: no device of the caller")
    public Uni<Response> forget(
            @PathParam("device") String id,
            @Nullable Proof body,
            @Context ContainerRequestContext inside,
            @Context HttpServerRequest http) {
        return LoggedIn.api(inside, session -> {
            var password = Proof.entered(body);
            return DeviceId.parse(id)
                    .map(device -> endings.forget(session, device, password, Client.of(http)))
                    .orElseGet(() -> Uni.createFrom().item(new EndOutcome.Unknown()))
                    .map(answers::of);
        });
    }
}
