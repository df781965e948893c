package dev.latchkey.session.member;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.latchkey.access.Access;
import dev.latchkey.access.OrgHandle;
import dev.latchkey.access.PersonId;
import dev.latchkey.events.MembershipChanged.Role;
import dev.latchkey.events.PersonChanged.State;
import dev.latchkey.kit.cursor.Cursors;
import dev.latchkey.kit.problem.InvalidRequestException;
import dev.latchkey.kit.problem.Problem;
import dev.latchkey.kit.problem.ReadsQuery;
import dev.latchkey.session.caller.Acts;
import dev.latchkey.session.caller.Callers;
import dev.latchkey.session.directory.Memberships;
import dev.latchkey.session.directory.Rights;
import dev.latchkey.session.directory.Roles;
import dev.latchkey.session.directory.Seat;
import dev.latchkey.session.directory.Seated;
import dev.latchkey.session.directory.Seats;
import dev.latchkey.session.request.Etag;
import dev.latchkey.session.request.Members;
import dev.latchkey.session.request.OrgPaths;
import dev.latchkey.session.request.PageQuery;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// The members of an org.
@Path("/v1/orgs/{org}/members")
@Tag(name = "orgs")
@Produces(MediaType.APPLICATION_JSON)
public final class MemberResource {
    private static final String ROLE_WORDS = "owner, admin, member or viewer.";

    private final Callers callers;
    private final Seats seats;
    private final Memberships memberships;
    private final MemberTransaction members;
    private final StandingTransaction standings;
    private final Acts acts;
    private final Cursors cursors;

    MemberResource(
            Callers callers,
            Seats seats,
            Memberships memberships,
            MemberTransaction members,
            StandingTransaction standings,
            Acts acts,
            Cursors cursors) {
        this.callers = callers;
        this.seats = seats;
        this.memberships = memberships;
        this.members = members;
        this.standings = standings;
        this.acts = acts;
        this.cursors = cursors;
    }

    /// One page.
    ///
    /// @param next the cursor of the next page; null on the last one
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Page(
            List<MemberView> items,
            @Schema(nullable = true) @Nullable String next) {}

    /// What is to change: one of the two.
    ///
    /// @param state `disabled`, `active` again, or `erased` for good; of people whose home org this is
    record Patch(
            @Schema(enumeration = {"owner", "admin", "member", "viewer"}) @Nullable
            String role,

            @Schema(enumeration = {"active", "disabled", "erased"}) @Nullable
            String state) {
        Optional<Role> wantedRole() {
            return Members.optional("role", role, Roles::parse, ROLE_WORDS);
        }

        Optional<State> wantedState() {
            return Members.optional("state", state, Patch::parse, "active, disabled or erased.");
        }

        private static Optional<State> parse(String text) {
            return switch (text) {
                case "active" -> Optional.of(State.ACTIVE);
                case "disabled" -> Optional.of(State.DISABLED);
                case "erased" -> Optional.of(State.ERASED);
                default -> Optional.empty();
            };
        }
    }

    @GET
    @Operation(
            summary = "List the members of an org",
            description = "Who joined first comes first. Addresses are told to owners and admins.")
    @Parameter(name = "role", in = ParameterIn.QUERY, description = "owner, admin, member or viewer")
    @Parameter(
            name = "limit",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "200", defaultValue = "100"))
    @Parameter(name = "cursor", in = ParameterIn.QUERY, description = "`next` of the page before, same filter")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Page.class)))
    @APIResponse(responseCode = "400", description = "problem invalid-request, naming the parameter")
    @APIResponse(responseCode = "403", description = "problem not-a-member, or an insufficient scope")
    @APIResponse(responseCode = "404", description = "problem not-found: no such org, or not the token's")
    @ReadsQuery({"role", "limit", "cursor"})
    public Uni<Response> list(@PathParam("org") String org, @Context UriInfo uri, @Context HttpServerRequest http) {
        var parameters = uri.getQueryParameters();
        return callers.admit(
                http,
                Access.READ,
                caller -> OrgPaths.in(org, handle -> {
                    var role = Members.optional("role", parameters.getFirst("role"), Roles::parse, ROLE_WORDS);
                    var filter = "members?org=" + handle + "&role="
                            + role.map(Roles::slug).orElse("");
                    var query = PageQuery.of(parameters, cursors, filter);
                    return seats.of(caller, handle).chain(seat -> switch (seat) {
                        case Seat.Denied(var denial) ->
                            Uni.createFrom().item(denial.problem().toResponse());
                        case Seat.Taken taken ->
                            memberships.page(handle, role, query).map(found -> page(found, taken, query, filter));
                    });
                }));
    }

    private Response page(List<Seated> found, Seat.Taken reader, PageQuery query, String filter) {
        var shown = found.size() > query.limit() ? found.subList(0, query.limit()) : found;
        var next = found.size() > shown.size()
                ? PageQuery.cursor(Memberships.place(shown.getLast()), cursors, filter)
                : null;
        return Response.ok(new Page(
                        shown.stream().map(member -> view(member, reader)).toList(), next))
                .build();
    }

    private static MemberView view(Seated member, Seat.Taken reader) {
        var self = reader instanceof Seat.Member(var _, var person, var _)
                && person.equals(member.person().id());
        return self || Rights.seeAddresses(reader) ? MemberView.whole(member) : MemberView.withoutAddress(member);
    }

    @GET
    @Path("/{per}")
    @Operation(summary = "Read a member", description = "With an ETag.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = MemberView.class)))
    @APIResponse(responseCode = "403", description = "problem not-a-member, or an insufficient scope")
    @APIResponse(responseCode = "404", description = "problem not-found: no such org or member")
    public Uni<Response> one(
            @PathParam("org") String org, @PathParam("per") String per, @Context HttpServerRequest http) {
        return callers.admit(
                http,
                Access.READ,
                caller -> at(
                        org,
                        per,
                        (handle, person) -> seats.of(caller, handle).chain(seat -> switch (seat) {
                            case Seat.Denied(var denial) ->
                                Uni.createFrom().item(denial.problem().toResponse());
                            case Seat.Taken taken ->
                                memberships
                                        .seated(handle, person)
                                        .map(member -> member.map(found -> MemberAnswers.shown(
                                                        view(found, taken),
                                                        found.membership().version()))
                                                .orElseGet(() -> Problem.notFound("member")
                                                        .toResponse()));
                        })));
    }

    private interface OnMember {
        Uni<Response> answer(OrgHandle org, PersonId person);
    }

    private static Uni<Response> at(String org, String per, OnMember answer) {
        return OrgPaths.in(
                org,
                handle -> OrgPaths.of(PersonId.parsePublic(per), "member", person -> answer.answer(handle, person)));
    }

    @PATCH
    @Path("/{per}")
    @Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
    @Operation(
            summary = "Give a member another role, or disable, enable or erase the person",
            description =
                    "By an owner or admin; an admin cannot touch an owner. The state is the person's in every org,"
                            + " so only their home org decides it; erasing is for owners, and for good.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = MemberView.class)))
    @APIResponse(responseCode = "204", description = "The person was erased")
    @APIResponse(responseCode = "400", description = "problem invalid-request, naming the field")
    @APIResponse(
            responseCode = "403",
            description = "problem role-too-low, no-person, not-a-member or not-home-org; step-up-required through a"
                    + " login, where an owner is touched")
    @APIResponse(responseCode = "404", description = "problem not-found: no such org or member")
    @APIResponse(responseCode = "409", description = "problem last-owner")
    @APIResponse(responseCode = "412", description = "problem precondition-failed: the record has changed meanwhile")
    public Uni<Response> change(
            @PathParam("org") String org,
            @PathParam("per") String per,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Nullable Patch body,
            @Context HttpServerRequest http) {
        return callers.admit(
                http,
                Access.WRITE,
                caller -> at(org, per, (handle, person) -> {
                    var asked = Members.body(body);
                    var role = asked.wantedRole();
                    var state = asked.wantedState();
                    var version = Etag.read(ifMatch);
                    if (role.isPresent() == state.isPresent()) {
                        throw new InvalidRequestException("role", "Say either role or state.");
                    }
                    var act = acts.of(caller, http);
                    return role.map(wanted -> members.giveRole(caller, handle, person, wanted, version, act))
                            .orElseGet(() -> standings.stand(caller, handle, person, state.orElseThrow(), act))
                            .map(MemberAnswers::of);
                }));
    }

    @DELETE
    @Path("/{per}")
    @Operation(
            summary = "Remove a member, or leave",
            description = "Anybody may leave. Personal tokens of the org are suspended; deploy tokens live on.")
    @APIResponse(responseCode = "204", description = "No member any more")
    @APIResponse(
            responseCode = "403",
            description = "problem role-too-low, no-person or not-a-member; step-up-required through a login, where an"
                    + " owner is touched")
    @APIResponse(responseCode = "404", description = "problem not-found: no such org or member")
    @APIResponse(responseCode = "409", description = "problem last-owner")
    public Uni<Response> end(
            @PathParam("org") String org, @PathParam("per") String per, @Context HttpServerRequest http) {
        return callers.admit(
                http,
                Access.WRITE,
                caller -> at(
                        org,
                        per,
                        (handle, person) -> members.end(caller, handle, person, acts.of(caller, http))
                                .map(MemberAnswers::of)));
    }
}
