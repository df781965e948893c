package dev.latchkey.session.invitation;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.latchkey.access.Access;
import dev.latchkey.access.OrgHandle;
import dev.latchkey.events.MembershipChanged.Role;
import dev.latchkey.kit.cursor.Cursors;
import dev.latchkey.kit.problem.Problem;
import dev.latchkey.kit.problem.ReadsQuery;
import dev.latchkey.session.caller.Acts;
import dev.latchkey.session.caller.Caller;
import dev.latchkey.session.caller.Callers;
import dev.latchkey.session.directory.Denial;
import dev.latchkey.session.directory.Email;
import dev.latchkey.session.directory.Rights;
import dev.latchkey.session.directory.Roles;
import dev.latchkey.session.directory.Seat;
import dev.latchkey.session.directory.Seats;
import dev.latchkey.session.origin.PublicOrigin;
import dev.latchkey.session.request.Members;
import dev.latchkey.session.request.OrgPaths;
import dev.latchkey.session.request.PageQuery;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// The invitations of an org, for its owners and admins.
@Path("/v1/orgs/{org}/invitations")
@Tag(name = "orgs")
@Produces(MediaType.APPLICATION_JSON)
public final class InvitationResource {

    private final Callers callers;
    private final Seats seats;
    private final InvitationStore store;
    private final InviteTransaction transaction;
    private final InvitationAnswers answers;
    private final Acts acts;
    private final Cursors cursors;
    private final Clock clock;

    InvitationResource(
            Callers callers,
            Seats seats,
            InvitationStore store,
            InviteTransaction transaction,
            PublicOrigin origin,
            Acts acts,
            Cursors cursors,
            Clock clock) {
        this.callers = callers;
        this.seats = seats;
        this.store = store;
        this.transaction = transaction;
        this.answers = new InvitationAnswers(origin);
        this.acts = acts;
        this.cursors = cursors;
        this.clock = clock;
    }

    /// Whom to invite, and as what.
    record Wish(
            @Schema(required = true, examples = "ada@acme.example") @Nullable
            String email,

            @Schema(
                    required = true,
                    enumeration = {"owner", "admin", "member", "viewer"})
            @Nullable
            String role) {
        Email address() {
            return Members.required("email", email, Email::parse, "An e-mail address of at most 254 characters.");
        }

        Role wantedRole() {
            return Members.required("role", role, Roles::parse, "owner, admin, member or viewer.");
        }

        /// Never the address.
        @Override
        public String toString() {
            return "Wish[" + role + "]";
        }
    }

    /// One page.
    ///
    /// @param next the cursor of the next page; null on the last one
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Page(
            List<InvitationView> items,
            @Schema(nullable = true) @Nullable String next) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Invite somebody into an org",
            description =
                    "By an owner or admin, for a role of at most their own. Good for seven days, and once. Link and"
                            + " check code are shown in this answer alone: send the one, tell the other. Repeat it after an answer"
                            + " that was lost by taking the invitation back first.")
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = InvitationView.class)))
    @APIResponse(responseCode = "400", description = "problem invalid-request, naming the field")
    @APIResponse(
            responseCode = "403",
            description =
                    "problem role-too-low, no-person or not-a-member; step-up-required through a login, for an owner")
    @APIResponse(responseCode = "404", description = "problem not-found: no such org, or not the token's")
    @APIResponse(responseCode = "409", description = "problem already-invited or already-member")
    public Uni<Response> invite(@PathParam("org") String org, @Nullable Wish body, @Context HttpServerRequest http) {
        return callers.admit(
                http,
                Access.WRITE,
                caller -> OrgPaths.in(org, handle -> {
                    var asked = Members.body(body);
                    return transaction
                            .invite(caller, handle, asked.address(), asked.wantedRole(), acts.of(caller, http))
                            .map(answers::of);
                }));
    }

    @GET
    @Operation(summary = "List the invitations of an org", description = "By an owner or admin; the oldest first.")
    @Parameter(
            name = "limit",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "200", defaultValue = "100"))
    @Parameter(name = "cursor", in = ParameterIn.QUERY, description = "`next` of the page before")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Page.class)))
    @APIResponse(responseCode = "400", description = "problem invalid-request, naming the parameter")
    @APIResponse(responseCode = "403", description = "problem role-too-low, no-person or not-a-member")
    @APIResponse(responseCode = "404", description = "problem not-found: no such org, or not the token's")
    @ReadsQuery({"limit", "cursor"})
    public Uni<Response> list(@PathParam("org") String org, @Context UriInfo uri, @Context HttpServerRequest http) {
        var parameters = uri.getQueryParameters();
        return callers.admit(
                http,
                Access.READ,
                caller -> OrgPaths.in(org, handle -> {
                    var filter = "invitations?org=" + handle;
                    var query = PageQuery.of(parameters, cursors, filter);
                    return asManager(
                            caller, handle, () -> store.page(handle, query).map(found -> page(found, query, filter)));
                }));
    }

    private Response page(List<Invitation> found, PageQuery query, String filter) {
        var shown = found.size() > query.limit() ? found.subList(0, query.limit()) : found;
        var last = shown.isEmpty() ? null : shown.getLast();
        var next = last == null || found.size() == shown.size()
                ? null
                : PageQuery.cursor(
                        new PageQuery.Place(last.createdAt(), last.id().publicId()), cursors, filter);
        var now = clock.instant();
        return Response.ok(new Page(
                        shown.stream().map(each -> InvitationView.of(each, now)).toList(), next))
                .build();
    }

    @GET
    @Path("/{inv}")
    @Operation(summary = "Read an invitation")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = InvitationView.class)))
    @APIResponse(responseCode = "403", description = "problem role-too-low, no-person or not-a-member")
    @APIResponse(responseCode = "404", description = "problem not-found: no such org or invitation")
    public Uni<Response> one(
            @PathParam("org") String org, @PathParam("inv") String inv, @Context HttpServerRequest http) {
        return callers.admit(
                http,
                Access.READ,
                caller -> OrgPaths.in(
                        org,
                        handle -> OrgPaths.of(
                                InvitationId.parse(inv),
                                "invitation",
                                id -> asManager(
                                        caller,
                                        handle,
                                        () -> store.find(handle, id)
                                                .map(found -> found.map(invitation -> Response.ok(
                                                                        InvitationView.of(invitation, clock.instant()))
                                                                .build())
                                                        .orElseGet(() -> Problem.notFound("invitation")
                                                                .toResponse()))))));
    }

    private Uni<Response> asManager(Caller caller, OrgHandle org, Supplier<Uni<Response>> answer) {
        return seats.of(caller, org).chain(seat -> switch (seat) {
            case Seat.Denied(var denial) ->
                Uni.createFrom().item(denial.problem().toResponse());
            case Seat.Machine _ ->
                Uni.createFrom().item(new Denial.NoPerson().problem().toResponse());
            case Seat.Member(var _, var _, var role) ->
                Rights.toManage(role)
                        .map(denial -> Uni.createFrom().item(denial.problem().toResponse()))
                        .orElseGet(answer);
        });
    }

    @DELETE
    @Path("/{inv}")
    @Operation(summary = "Take an invitation back", description = "By whoever could make it.")
    @APIResponse(responseCode = "204", description = "Nobody can accept it any more")
    @APIResponse(
            responseCode = "403",
            description =
                    "problem role-too-low, no-person or not-a-member; step-up-required through a login, for an owner")
    @APIResponse(responseCode = "404", description = "problem not-found: no such org or invitation")
    @APIResponse(responseCode = "409", description = "problem invitation-over, naming what became of it")
    public Uni<Response> takeBack(
            @PathParam("org") String org, @PathParam("inv") String inv, @Context HttpServerRequest http) {
        return callers.admit(
                http,
                Access.WRITE,
                caller -> OrgPaths.in(
                        org,
                        handle -> OrgPaths.of(
                                InvitationId.parse(inv),
                                "invitation",
                                id -> transaction
                                        .takeBack(caller, handle, id, acts.of(caller, http))
                                        .map(answers::of))));
    }
}
