package dev.latchkey.session.login;

import dev.latchkey.kit.problem.ReadsQuery;
import dev.latchkey.session.browser.Client;
import dev.latchkey.session.browser.Cookies;
import dev.latchkey.session.browser.Csrf;
import dev.latchkey.session.caller.LoggedIn;
import dev.latchkey.session.live.CookieValue;
import dev.latchkey.session.live.LiveSession;
import dev.latchkey.session.page.Pages;
import dev.latchkey.session.password.EnteredPassword;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// Proving again who one is, for an act that the page names.
@Path("/step-up")
public final class StepUpResource {
    private static final String PATH = "/step-up";
    private static final int UNPROCESSABLE = 422;
    private static final int UNAVAILABLE = 503;

    private final StepUp stepUp;
    private final Cookies cookies;
    private final Csrf csrf;

    StepUpResource(StepUp stepUp, Cookies cookies, Csrf csrf) {
        this.stepUp = stepUp;
        this.cookies = cookies;
        this.csrf = csrf;
    }

    @GET
    @ReadsQuery
    @Operation(hidden = true)
    public Uni<Response> page(
            @RestQuery("for") @Nullable String sealed,
            @Context ContainerRequestContext inside,
            @Context HttpServerRequest http) {
        return LoggedIn.page(
                inside,
                session -> Uni.createFrom()
                        .item(asked(session, sealed)
                                .map(asked -> form(200, http, sealed, asked, ""))
                                .orElseGet(StepUpResource::startAgain)));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Uni<Response> prove(
            @RestForm("for") @Nullable String sealed,
            @RestForm @Nullable String password,
            @Context ContainerRequestContext inside,
            @Context HttpServerRequest http) {
        return LoggedIn.page(inside, session -> {
            var asked = asked(session, sealed);
            return asked.isEmpty()
                    ? Uni.createFrom().item(startAgain())
                    : prove(session, asked.get(), sealed, password == null ? "" : password, http);
        });
    }

    private Uni<Response> prove(
            LiveSession session, StepUp.Asked asked, @Nullable String sealed, String password, HttpServerRequest http) {
        var cookie = CookieValue.of(cookies.session(http).orElseThrow());
        return stepUp.prove(session, cookie, asked, EnteredPassword.of(password), Client.of(http))
                .map(outcome -> switch (outcome) {
                    case StepUp.Outcome.Proven(var next) ->
                        Pages.seeOther(asked.act().back())
                                .header(HttpHeaders.SET_COOKIE, cookies.setSession(next.reveal()))
                                .build();
                    case StepUp.Outcome.NotProven() ->
                        form(
                                UNPROCESSABLE,
                                http,
                                sealed,
                                asked,
                                "That is not your password, or it cannot be tried now.");
                    case StepUp.Outcome.Busy() -> form(UNAVAILABLE, http, sealed, asked, "Try again in a few seconds.");
                    case StepUp.Outcome.StartAgain() -> startAgain();
                });
    }

    private Optional<StepUp.Asked> asked(LiveSession session, @Nullable String sealed) {
        return Optional.ofNullable(sealed).flatMap(text -> stepUp.asked(session, text));
    }

    private Response form(
            int status, HttpServerRequest http, @Nullable String sealed, StepUp.Asked asked, String message) {
        return Pages.answer(
                        status,
                        LoginPages.stepUp(
                                csrf.token(http, PATH),
                                Optional.ofNullable(sealed).orElse(""),
                                asked.act().words(),
                                message))
                .build();
    }

    private static Response startAgain() {
        return Pages.problem(
                UNPROCESSABLE,
                "step-up-expired",
                "This took too long, or was done before. Start again where you were.");
    }
}
