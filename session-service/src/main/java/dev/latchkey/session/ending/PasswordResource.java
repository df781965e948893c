package dev.latchkey.session.ending;

import dev.latchkey.kit.problem.InvalidRequestException;
import dev.latchkey.session.browser.Client;
import dev.latchkey.session.browser.Cookies;
import dev.latchkey.session.caller.LoggedIn;
import dev.latchkey.session.live.CookieValue;
import dev.latchkey.session.password.EnteredPassword;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Changing one's own password, which ends all other sessions.
@Path("/v1/people/me/password")
@Tag(name = "people")
public final class PasswordResource {
    private final Endings endings;
    private final EndAnswers answers;
    private final Cookies cookies;

    PasswordResource(Endings endings, EndAnswers answers, Cookies cookies) {
        this.endings = endings;
        this.answers = answers;
        this.cookies = cookies;
    }

    /// The old password is the proof.
    ///
    /// @param password the present one
    /// @param next the one that replaces it, 15 to 256 characters
    record Change(@Nullable String password, @Nullable String next) {
        EnteredPassword chosen() {
            return Optional.ofNullable(next)
                    .map(EnteredPassword::of)
                    .orElseThrow(() -> new InvalidRequestException("next", "Say the new password."));
        }

        /// Never the passwords.
        @Override
        public String toString() {
            return "Change[••••]";
        }
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Change the password",
            description = "Ends all other sessions and gives the current one another cookie.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = EndAnswers.View.class)))
    @APIResponse(responseCode = "403", description = "problem proof-refused: nothing has changed")
    @APIResponse(responseCode = "422", description = "problem invalid-request: the new one cannot be a password")
    public Uni<Response> change(
            @Nullable Change body, @Context ContainerRequestContext inside, @Context HttpServerRequest http) {
        return LoggedIn.api(inside, session -> {
            var asked = Optional.ofNullable(body).orElseGet(() -> new Change(null, null));
            var old = Proof.entered(new Proof(asked.password()));
            var cookie = CookieValue.of(cookies.session(http).orElseThrow());
            return endings.changePassword(session, cookie, old, asked.chosen(), Client.of(http))
                    .map(answers::of);
        });
    }
}
