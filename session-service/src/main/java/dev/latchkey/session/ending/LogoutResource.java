package dev.latchkey.session.ending;

import dev.latchkey.session.browser.Client;
import dev.latchkey.session.browser.Cookies;
import dev.latchkey.session.browser.Csrf;
import dev.latchkey.session.caller.LoggedIn;
import dev.latchkey.session.page.Pages;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
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
import org.eclipse.microprofile.openapi.annotations.Operation;

/// Logging out: this session and its tokens. The device stays known.
@Path("/logout")
public final class LogoutResource {
    private static final String PATH = "/logout";

    private final Endings endings;
    private final Cookies cookies;
    private final Csrf csrf;

    LogoutResource(Endings endings, Cookies cookies, Csrf csrf) {
        this.endings = endings;
        this.cookies = cookies;
        this.csrf = csrf;
    }

    @CheckedTemplate(basePath = "login")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance logout(String csrf, String name);

        static native TemplateInstance loggedOut();
    }

    @GET
    @Operation(hidden = true)
    public Uni<Response> page(@Context ContainerRequestContext inside, @Context HttpServerRequest http) {
        return LoggedIn.page(
                inside, session -> Pages.ok(Templates.logout(csrf.token(http, PATH), session.displayName())));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Uni<Response> logOut(@Context ContainerRequestContext inside, @Context HttpServerRequest http) {
        return LoggedIn.session(inside)
                .map(session -> endings.logOut(session, Client.of(http)))
                .orElseGet(() -> Uni.createFrom().voidItem())
                .map(ignored -> Pages.answer(200, Templates.loggedOut())
                        .header("Clear-Site-Data", "\"cache\", \"storage\"")
                        .header(HttpHeaders.SET_COOKIE, cookies.dropSession())
                        .build());
    }
}
