package dev.latchkey.session.login;

import dev.latchkey.kit.problem.ReadsQuery;
import dev.latchkey.session.page.Pages;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// Where a login leads that was on its way to nothing else: to the sessions, until there is a dashboard.
@Path("/")
public final class FrontPageResource {
    private static final String SESSIONS = "/sessions";

    @GET
    @ReadsQuery
    @Operation(hidden = true)
    public Response page() {
        return Pages.seeOther(SESSIONS).build();
    }
}
