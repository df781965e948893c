package dev.latchkey.session.list;

import dev.latchkey.access.TokenId;
import dev.latchkey.session.browser.Csrf;
import dev.latchkey.session.caller.LoggedIn;
import dev.latchkey.session.ending.Endings;
import dev.latchkey.session.fold.FoldedRow;
import dev.latchkey.session.fold.LooseTokens;
import dev.latchkey.session.live.LiveSession;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Where somebody is logged in.
@Path("/v1/sessions")
@Tag(name = "sessions")
public final class SessionsResource {
    private final DeviceList devices;
    private final LooseTokens loose;
    private final Endings endings;
    private final Csrf csrf;

    SessionsResource(DeviceList devices, LooseTokens loose, Endings endings, Csrf csrf) {
        this.devices = devices;
        this.loose = loose;
        this.endings = endings;
        this.csrf = csrf;
    }

    /// Everything, with what the next request needs.
    ///
    /// @param folded session tokens without a session, four rows at most
    /// @param csrf for the header `csrf` of requests that change something
    record View(
            @Schema(required = true) List<DeviceView> items,
            @Schema(required = true) List<Folded> folded,
            @Schema(required = true) EndOthers endOthers,
            @Schema(required = true) String csrf) {}

    /// Session tokens without a session, shown as one row.
    ///
    /// @param assumed one device is assumed behind it
    /// @param why in words
    record Folded(
            @Schema(required = true, examples = "Firefox on macOS")
            String label,

            @Schema(required = true) boolean assumed,
            @Schema(required = true) String why,
            @Schema(examples = "203.0.113.0/24") @Nullable String place,
            @Schema(required = true) Instant lastUsedAt,
            @Schema(required = true) List<String> tokens) {
        static Folded of(FoldedRow row) {
            return new Folded(
                    row.label(),
                    row.assumed(),
                    row.assumed()
                            ? "Assumed to be one device: the same kind of client in the same network."
                            : "Session tokens from before there were sessions.",
                    row.network().isEmpty() ? null : row.network(),
                    row.lastUsedAt(),
                    row.tokens().stream().map(TokenId::publicId).toList());
        }
    }

    /// What "log out other sessions" would end.
    ///
    /// @param list to be repeated in the request: what was shown is what is counted
    record EndOthers(
            @Schema(required = true, examples = "7") int count,
            @Schema(required = true) String list) {}

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Devices and sessions", description = "The caller's own, the current device first.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = View.class)))
    public Uni<Response> list(@Context ContainerRequestContext inside, @Context HttpServerRequest http) {
        return LoggedIn.api(
                inside,
                session -> devices.of(session)
                        .chain(rows -> loose.of(session.person())
                                .map(folded -> Response.ok(view(session, rows, folded, http))
                                        .build())));
    }

    private View view(LiveSession session, List<DeviceRow> rows, List<FoldedRow> folded, HttpServerRequest http) {
        var others = DeviceList.others(rows);
        return new View(
                rows.stream().map(DeviceView::of).toList(),
                folded.stream().map(Folded::of).toList(),
                new EndOthers(others.size(), endings.list(session, others)),
                csrf.token(http, Csrf.API));
    }
}
