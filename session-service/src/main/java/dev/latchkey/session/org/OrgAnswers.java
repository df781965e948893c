package dev.latchkey.session.org;

import dev.latchkey.kit.problem.Problem;
import dev.latchkey.session.directory.Org;
import dev.latchkey.session.request.Etag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.function.Function;

/// Outcomes as HTTP answers.
final class OrgAnswers {
    private OrgAnswers() {}

    /// @param view what is shown of the org
    static Response of(OrgOutcome outcome, Function<Org, Object> view) {
        return switch (outcome) {
            case OrgOutcome.Founded(var org) ->
                tagged(Response.status(Response.Status.CREATED), org, view)
                        .header(HttpHeaders.LOCATION, "/v1/orgs/" + org.handle())
                        .build();
            case OrgOutcome.Changed(var org) -> shown(org, view);
            case OrgOutcome.HandleTaken() ->
                new Problem(
                                "handle-taken",
                                409,
                                "The handle is taken",
                                "There is an org of this handle, or there was: handles are never given twice.")
                        .toResponse();
            case OrgOutcome.ChangedMeanwhile() -> Etag.failed().toResponse();
            case OrgOutcome.Denied(var denial) -> denial.problem().toResponse();
        };
    }

    static Response shown(Org org, Function<Org, Object> view) {
        return tagged(Response.ok(), org, view).build();
    }

    private static Response.ResponseBuilder tagged(
            Response.ResponseBuilder answer, Org org, Function<Org, Object> view) {
        return answer.header(HttpHeaders.ETAG, Etag.of(org.version())).entity(view.apply(org));
    }
}
