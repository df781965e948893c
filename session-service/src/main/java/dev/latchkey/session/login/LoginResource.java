package dev.latchkey.session.login;

import dev.latchkey.kit.problem.ReadsQuery;
import dev.latchkey.session.browser.Client;
import dev.latchkey.session.browser.Cookies;
import dev.latchkey.session.browser.Csrf;
import dev.latchkey.session.caller.LoggedIn;
import dev.latchkey.session.device.DeviceId;
import dev.latchkey.session.live.Opened;
import dev.latchkey.session.page.Pages;
import dev.latchkey.session.password.EnteredPassword;
import dev.latchkey.session.throttle.AccountName;
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
import java.security.SecureRandom;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// The login page: name and password in one form. Works without script.
@Path("/login")
public final class LoginResource {
    private static final String LOGIN = "/login";
    private static final String FIRST = "/login/password";
    private static final String REFUSED =
            "That is not a name and password that we know, or it cannot be tried right now.";
    private static final String BUSY = "Too many people are logging in right now. Try again in a few seconds.";
    private static final int UNPROCESSABLE = 422;
    private static final int UNAVAILABLE = 503;
    private static final int RETRY_SECONDS = 2;

    private final PasswordLogin passwordLogin;
    private final FirstLogin firstLogin;
    private final Cookies cookies;
    private final Csrf csrf;
    private final SecureRandom random;

    LoginResource(PasswordLogin passwordLogin, FirstLogin firstLogin, Cookies cookies, Csrf csrf, SecureRandom random) {
        this.passwordLogin = passwordLogin;
        this.firstLogin = firstLogin;
        this.cookies = cookies;
        this.csrf = csrf;
        this.random = random;
    }

    /// Whoever is logged in goes on at once: their cookie may have been renewed while a request was on its way.
    @GET
    @ReadsQuery
    @Operation(hidden = true)
    public Uni<Response> page(
            @RestQuery("return_to") @Nullable String returnTo,
            @Context ContainerRequestContext inside,
            @Context HttpServerRequest http) {
        var back = ReturnTo.of(returnTo);
        return Uni.createFrom()
                .item(
                        LoggedIn.session(inside).isPresent()
                                ? Pages.seeOther(back.path()).build()
                                : form(http, back));
    }

    private Response form(HttpServerRequest http, ReturnTo back) {
        var known = cookies.device(http);
        var device = known.orElseGet(() -> DeviceId.random(random));
        var answer = Pages.answer(200, LoginPages.login(csrf.token(device, LOGIN), back.path(), ""));
        return known.isPresent()
                ? answer.build()
                : answer.header(HttpHeaders.SET_COOKIE, cookies.setDevice(device))
                        .build();
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Uni<Response> login(
            @RestForm @Nullable String email,
            @RestForm @Nullable String password,
            @RestForm("return_to") @Nullable String returnTo,
            @Context HttpServerRequest http) {
        var back = ReturnTo.of(returnTo);
        // Without the cookie no token was good.
        var device = cookies.device(http).orElseThrow();
        var attempt = new Attempt(
                AccountName.parse(email == null ? "" : email),
                EnteredPassword.of(password == null ? "" : password),
                device,
                Client.of(http));
        return passwordLogin.login(attempt).map(outcome -> switch (outcome) {
            case LoginOutcome.LoggedIn(var opened) -> loggedIn(opened, device, back);
            case LoginOutcome.MustChange(var ticket) -> first(200, device, ticket, back, "");
            case LoginOutcome.Refused() ->
                again(UNPROCESSABLE, device, back, REFUSED).build();
            case LoginOutcome.Busy() ->
                again(UNAVAILABLE, device, back, BUSY)
                        .header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
                        .build();
        });
    }

    /// A password that somebody else has made is replaced before anything else.
    @POST
    @Path("password")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Uni<Response> replace(
            @RestForm @Nullable String ticket,
            @RestForm @Nullable String password,
            @RestForm("return_to") @Nullable String returnTo,
            @Context HttpServerRequest http) {
        var back = ReturnTo.of(returnTo);
        var device = cookies.device(http).orElseThrow();
        var held = Optional.ofNullable(ticket).orElse("");
        return firstLogin
                .replace(held, EnteredPassword.of(password == null ? "" : password), device, Client.of(http))
                .map(outcome -> switch (outcome) {
                    case FirstLogin.Outcome.LoggedIn(var opened) -> loggedIn(opened, device, back);
                    case FirstLogin.Outcome.Refused(var objection) ->
                        first(UNPROCESSABLE, device, held, back, objection.sentence());
                    case FirstLogin.Outcome.Busy() -> first(UNAVAILABLE, device, held, back, BUSY);
                    case FirstLogin.Outcome.StartAgain() ->
                        Pages.problem(
                                UNPROCESSABLE,
                                "login-expired",
                                "This took too long, or was done before. Log in again; a password that was made for you"
                                        + " works once, so you may need a new one.");
                });
    }

    private Response.ResponseBuilder again(int status, DeviceId device, ReturnTo back, String message) {
        return Pages.answer(status, LoginPages.login(csrf.token(device, LOGIN), back.path(), message));
    }

    private Response first(int status, DeviceId device, String ticket, ReturnTo back, String message) {
        return Pages.answer(status, LoginPages.first(csrf.token(device, FIRST), ticket, back.path(), message))
                .build();
    }

    /// The device cookie is written anew, under the present key and for another 400 days.
    private Response loggedIn(Opened opened, DeviceId device, ReturnTo back) {
        return Pages.seeOther(back.path())
                .header(
                        HttpHeaders.SET_COOKIE,
                        cookies.setSession(opened.cookie().reveal()))
                .header(HttpHeaders.SET_COOKIE, cookies.setDevice(device))
                .build();
    }
}
