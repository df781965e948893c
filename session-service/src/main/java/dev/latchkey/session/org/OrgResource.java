package dev.latchkey.session.org;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.latchkey.access.Access;
import dev.latchkey.access.Kind;
import dev.latchkey.access.OrgHandle;
import dev.latchkey.access.PersonId;
import dev.latchkey.kit.problem.InvalidRequestException;
import dev.latchkey.kit.problem.Problem;
import dev.latchkey.session.caller.Acts;
import dev.latchkey.session.caller.Caller;
import dev.latchkey.session.caller.Callers;
import dev.latchkey.session.directory.DisplayName;
import dev.latchkey.session.directory.Seat;
import dev.latchkey.session.directory.Seats;
import dev.latchkey.session.request.Etag;
import dev.latchkey.session.request.Members;
import dev.latchkey.session.request.OrgPaths;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// The orgs of the caller.
@Path("/v1/orgs")
@Tag(name = "orgs", description = "Orgs, their members, invitations and policies")
@Produces(MediaType.APPLICATION_JSON)
public final class OrgResource {
    private final Callers callers;
    private final Seats seats;
    private final OrgTransaction transaction;
    private final Acts acts;

    OrgResource(Callers callers, Seats seats, OrgTransaction transaction, Acts acts) {
        this.callers = callers;
        this.seats = seats;
        this.transaction = transaction;
        this.acts = acts;
    }

    /// A new org.
    record Founding(
            @Schema(required = true, examples = "globex") @Nullable
            String handle,

            @Schema(required = true, examples = "Globex") @Nullable
            String displayName) {
        OrgHandle orgHandle() {
            var read = Members.required(
                    "handle",
                    handle,
                    OrgHandle::parse,
                    "3 to 32 of a-z, 0-9 and -, a letter first and no - at the end.");
            if (ReservedHandles.contains(read)) {
                throw new InvalidRequestException("handle", "This handle is reserved.");
            }
            return read;
        }
    }

    /// What is to change.
    record Patch(
            @Schema(required = true, examples = "Acme Ltd") @Nullable
            String displayName) {}

    /// One page.
    ///
    /// @param next the cursor of the next page; null on the last one
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Page(
            List<OrgView> items,
            @Schema(nullable = true) @Nullable String next) {}

    @GET
    @Operation(summary = "List orgs", description = "Those that the caller reaches: a token reaches its own.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Page.class)))
    public Uni<Response> list(@Context HttpServerRequest http) {
        return callers.admit(http, Access.READ, caller -> switch (caller) {
            case Caller.WithToken(var org, var _, var _, var _) ->
                seats.of(caller, org).map(OrgResource::page);
        });
    }

    private static Response page(Seat seat) {
        return switch (seat) {
            case Seat.Denied(var denial) -> denial.problem().toResponse();
            case Seat.Taken taken ->
                Response.ok(new Page(List.of(OrgView.of(taken.org())), null)).build();
        };
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Found an org",
            description = "The caller becomes its owner. A handle is immutable, and never given twice.")
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = OrgView.class)))
    @APIResponse(responseCode = "400", description = "problem invalid-request, naming the field")
    @APIResponse(responseCode = "403", description = "problem no-person: a token of a person is needed")
    @APIResponse(responseCode = "409", description = "problem handle-taken")
    public Uni<Response> found(@Nullable Founding body, @Context HttpServerRequest http) {
        return callers.admit(http, Access.WRITE, caller -> {
            var asked = Members.body(body);
            var handle = asked.orgHandle();
            var name = DisplayName.read("display_name", asked.displayName());
            return founder(caller)
                    .map(person -> transaction
                            .found(person, handle, name, acts.of(caller, http))
                            .map(outcome -> OrgAnswers.of(outcome, OrgView::of)))
                    .orElseGet(() -> Uni.createFrom().item(personNeeded()));
        });
    }

    /// An app acts in the org that it was let into, and nowhere else.
    private static Optional<PersonId> founder(Caller caller) {
        return switch (caller) {
            case Caller.WithToken(var _, var _, var kind, var person) -> person.filter(_ -> kind != Kind.OAUTH);
        };
    }

    private static Response personNeeded() {
        return new Problem(
                        "no-person",
                        403,
                        "A person is needed",
                        "An org is founded by a person: by a login, or a personal token.")
                .toResponse();
    }

    @GET
    @Path("/{org}")
    @Operation(summary = "Read an org", description = "With an ETag.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = OrgView.class)))
    @APIResponse(responseCode = "403", description = "problem not-a-member, or an insufficient scope")
    @APIResponse(responseCode = "404", description = "problem not-found: no such org, or not the token's")
    public Uni<Response> one(@PathParam("org") String org, @Context HttpServerRequest http) {
        return callers.admit(
                http,
                Access.READ,
                caller -> OrgPaths.in(
                        org,
                        handle -> seats.of(caller, handle).map(seat -> switch (seat) {
                            case Seat.Denied(var denial) -> denial.problem().toResponse();
                            case Seat.Taken taken -> OrgAnswers.shown(taken.org(), OrgView::of);
                        })));
    }

    @PATCH
    @Path("/{org}")
    @Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
    @Operation(summary = "Rename an org", description = "By an owner. With If-Match, not over another change.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = OrgView.class)))
    @APIResponse(responseCode = "400", description = "problem invalid-request, naming the field")
    @APIResponse(responseCode = "403", description = "problem role-too-low, no-person or not-a-member")
    @APIResponse(responseCode = "404", description = "problem not-found: no such org, or not the token's")
    @APIResponse(responseCode = "412", description = "problem precondition-failed: it has changed meanwhile")
    public Uni<Response> rename(
            @PathParam("org") String org,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Nullable Patch body,
            @Context HttpServerRequest http) {
        return callers.admit(
                http,
                Access.WRITE,
                caller -> OrgPaths.in(org, handle -> {
                    var name =
                            DisplayName.read("display_name", Members.body(body).displayName());
                    return transaction
                            .rename(caller, handle, name, Etag.read(ifMatch), acts.of(caller, http))
                            .map(outcome -> OrgAnswers.of(outcome, OrgView::of));
                }));
    }
}
