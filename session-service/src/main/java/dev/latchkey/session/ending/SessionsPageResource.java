package dev.latchkey.session.ending;

import dev.latchkey.access.SessionId;
import dev.latchkey.kit.problem.ReadsQuery;
import dev.latchkey.session.browser.Client;
import dev.latchkey.session.caller.LoggedIn;
import dev.latchkey.session.device.DeviceId;
import dev.latchkey.session.device.DeviceLabel;
import dev.latchkey.session.ending.SessionsPage.News;
import dev.latchkey.session.list.DeviceList;
import dev.latchkey.session.list.Renaming;
import dev.latchkey.session.live.LiveSession;
import dev.latchkey.session.page.Pages;
import dev.latchkey.session.password.EnteredPassword;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/// The page of devices and sessions, which works without script. Each form holds its own proof.
@Path(SessionsPage.PATH)
public final class SessionsPageResource {
    private static final int UNPROCESSABLE = 422;

    private final SessionsPage page;
    private final DeviceList devices;
    private final Endings endings;
    private final Renaming renaming;

    SessionsPageResource(SessionsPage page, DeviceList devices, Endings endings, Renaming renaming) {
        this.page = page;
        this.devices = devices;
        this.endings = endings;
        this.renaming = renaming;
    }

    @GET
    @ReadsQuery
    @Operation(hidden = true)
    public Uni<Response> list(@Context ContainerRequestContext inside, @Context HttpServerRequest http) {
        return LoggedIn.page(inside, session -> show(session, http, News.NONE));
    }

    @POST
    @Path("end-others")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Uni<Response> others(
            @RestForm @Nullable String list,
            @RestForm @Nullable String password,
            @Context ContainerRequestContext inside,
            @Context HttpServerRequest http) {
        return LoggedIn.page(
                inside,
                session -> endings.others(session, text(list), entered(password), Client.of(http))
                        .chain(outcome -> show(session, http, EndSentences.of(outcome))));
    }

    /// How many verifiers know by now, for a page that could not say that all do.
    @GET
    @ReadsQuery
    @Path("ends/{ending}")
    @Operation(hidden = true)
    public Uni<Response> again(
            @PathParam("ending") String id, @Context ContainerRequestContext inside, @Context HttpServerRequest http) {
        return LoggedIn.page(
                inside,
                session -> EndingId.parse(id)
                        .map(ending -> endings.again(session, ending))
                        .orElseGet(() -> Uni.createFrom().item(new EndOutcome.Unknown()))
                        .chain(outcome -> show(session, http, EndSentences.of(outcome))));
    }

    @POST
    @Path("{session}/end")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Uni<Response> one(
            @PathParam("session") String id,
            @RestForm @Nullable String password,
            @Context ContainerRequestContext inside,
            @Context HttpServerRequest http) {
        return LoggedIn.page(
                inside,
                session -> SessionId.parsePublic(id)
                        .map(which -> endings.one(session, which, entered(password), Client.of(http)))
                        .orElseGet(() -> Uni.createFrom().item(new EndOutcome.Unknown()))
                        .chain(outcome -> show(session, http, EndSentences.of(outcome))));
    }

    @POST
    @Path("devices/{device}/forget")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Uni<Response> forget(
            @PathParam("device") String id,
            @RestForm @Nullable String password,
            @Context ContainerRequestContext inside,
            @Context HttpServerRequest http) {
        return LoggedIn.page(
                inside,
                session -> DeviceId.parse(id)
                        .map(device -> endings.forget(session, device, entered(password), Client.of(http)))
                        .orElseGet(() -> Uni.createFrom().item(new EndOutcome.Unknown()))
                        .chain(outcome -> show(session, http, EndSentences.of(outcome))));
    }

    @POST
    @Path("devices/{device}/rename")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Uni<Response> rename(
            @PathParam("device") String id,
            @RestForm @Nullable String label,
            @Context ContainerRequestContext inside,
            @Context HttpServerRequest http) {
        return LoggedIn.page(inside, session -> {
            var chosen = DeviceLabel.parse(text(label));
            var device = DeviceId.parse(id);
            return chosen.isEmpty() || device.isEmpty()
                    ? show(
                            session,
                            http,
                            News.failed("A name has 1 to 60 characters, and none that hides or turns text around."))
                    : renaming.rename(session, device.get(), chosen.get(), Client.of(http))
                            .chain(done -> show(
                                    session,
                                    http,
                                    done ? News.done("Renamed.") : News.failed("There is no such device of yours.")));
        });
    }

    /// Whoever ended the current session has no page any more.
    private Uni<Response> show(LiveSession session, HttpServerRequest http, News news) {
        return devices.of(session)
                .map(rows -> rows.stream()
                                .anyMatch(row -> row.current() && row.session().isPresent())
                        ? Pages.answer(
                                        news.error().isEmpty() ? 200 : UNPROCESSABLE,
                                        page.render(session, rows, http, news))
                                .build()
                        : Pages.seeOther("/login").build());
    }

    private static String text(@Nullable String field) {
        return Optional.ofNullable(field).orElse("");
    }

    private static EnteredPassword entered(@Nullable String password) {
        return EnteredPassword.of(text(password));
    }
}
