package dev.latchkey.session.person;

import dev.latchkey.access.Access;
import dev.latchkey.access.PersonId;
import dev.latchkey.events.PersonChanged.State;
import dev.latchkey.kit.problem.Problem;
import dev.latchkey.session.caller.Acts;
import dev.latchkey.session.caller.Caller;
import dev.latchkey.session.caller.Callers;
import dev.latchkey.session.directory.Denial;
import dev.latchkey.session.directory.DisplayName;
import dev.latchkey.session.directory.Operators;
import dev.latchkey.session.directory.People;
import dev.latchkey.session.directory.Person;
import dev.latchkey.session.request.Etag;
import dev.latchkey.session.request.Members;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Whoever asks, about themselves.
@Path("/v1/people/me")
@Tag(name = "people", description = "People about themselves")
@Produces(MediaType.APPLICATION_JSON)
public final class PersonResource {
    private final Callers callers;
    private final People people;
    private final SelfTransaction transaction;
    private final Acts acts;
    private final Operators operators;

    PersonResource(Callers callers, People people, SelfTransaction transaction, Acts acts, Operators operators) {
        this.callers = callers;
        this.people = people;
        this.transaction = transaction;
        this.acts = acts;
        this.operators = operators;
    }

    /// What is to change.
    record Patch(
            @Schema(required = true, examples = "Ada Lovelace") @Nullable
            String displayName) {}

    @GET
    @Operation(summary = "Read one's own account", description = "With an ETag.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = PersonView.class)))
    @APIResponse(responseCode = "403", description = "problem no-person: the token is nobody's; or not-active")
    public Uni<Response> read(@Context HttpServerRequest http) {
        return callers.admit(
                http,
                Access.READ,
                caller -> self(
                        caller,
                        person -> people.find(person)
                                .map(found -> found.filter(self -> self.state() == State.ACTIVE)
                                        .map(this::shown)
                                        .orElseGet(PersonResource::notActive))));
    }

    @PATCH
    @Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
    @Operation(summary = "Give oneself another name", description = "With If-Match, not over another change.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = PersonView.class)))
    @APIResponse(responseCode = "400", description = "problem invalid-request, naming the field")
    @APIResponse(responseCode = "403", description = "problem no-person: the token is nobody's; or not-active")
    @APIResponse(responseCode = "412", description = "problem precondition-failed: it has changed meanwhile")
    public Uni<Response> rename(
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Nullable Patch body,
            @Context HttpServerRequest http) {
        return callers.admit(
                http,
                Access.WRITE,
                caller -> self(caller, person -> {
                    var name =
                            DisplayName.read("display_name", Members.body(body).displayName());
                    return transaction
                            .rename(person, name, Etag.read(ifMatch), acts.of(caller, http))
                            .map(this::answer);
                }));
    }

    private static Uni<Response> self(Caller caller, Function<PersonId, Uni<Response>> answer) {
        return caller.person()
                .map(answer)
                .orElseGet(() ->
                        Uni.createFrom().item(new Denial.NoPerson().problem().toResponse()));
    }

    private Response answer(SelfOutcome outcome) {
        return switch (outcome) {
            case SelfOutcome.Done(var person) -> shown(person);
            case SelfOutcome.ChangedMeanwhile() -> Etag.failed().toResponse();
            case SelfOutcome.Nobody() -> notActive();
        };
    }

    private Response shown(Person person) {
        return Response.ok(PersonView.of(person, operators.include(person)))
                .header(HttpHeaders.ETAG, Etag.of(person.version()))
                .build();
    }

    private static Response notActive() {
        return new Problem("not-active", 403, "Not active", "This person cannot act.").toResponse();
    }
}
