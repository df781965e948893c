package dev.latchkey.session.caller;

import dev.latchkey.access.Access;
import dev.latchkey.access.ClientIp;
import dev.latchkey.events.ServiceName;
import dev.latchkey.kit.credential.Presented;
import dev.latchkey.kit.identity.ServiceTokens;
import dev.latchkey.kit.problem.BearerRefusal;
import dev.latchkey.kit.problem.Problem;
import dev.latchkey.session.caller.TokenVerification.Question;
import dev.latchkey.session.caller.TokenVerification.Request;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/// Finds out who is asking. Whoever presents nothing that is good for it is refused: also when nobody can tell.
@Singleton
public final class Callers {
    private static final Logger LOG = Logger.getLogger(Callers.class);
    private static final String OWN_ORG = "*";
    private static final String ORGS = "latchkey/orgs";
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final TokenVerification tokens;
    private final ServiceTokens identity;
    private final CallerConfig config;

    Callers(@RestClient TokenVerification tokens, ServiceTokens identity, CallerConfig config) {
        this.tokens = tokens;
        this.identity = identity;
        this.config = config;
    }

    /// Answers whoever may reach `latchkey/orgs` with this access, or with the refusal.
    public Uni<Response> admit(HttpServerRequest request, Access access, Function<Caller, Uni<Response>> answer) {
        return switch (Presented.of(request.headers().getAll(HttpHeaders.AUTHORIZATION))) {
            case Presented.Nothing() -> Uni.createFrom().item(BearerRefusal.nothingPresented());
            case Presented.Unclear(var why) -> Uni.createFrom().item(BearerRefusal.invalidRequest(why));
            case Presented.Credential(var text) ->
                verified(question(text, request, access)).chain(presenter -> answer(presenter, answer));
        };
    }

    private static Uni<Response> answer(Presenter presenter, Function<Caller, Uni<Response>> answer) {
        return switch (presenter) {
            case Presenter.Admitted(var caller) -> answer.apply(caller);
            case Presenter.Refused(var refusal) -> Uni.createFrom().item(refusal);
            case Presenter.Unknown() ->
                Uni.createFrom()
                        .item(Problem.unavailable("The verification of tokens").toResponse(RETRY_AFTER));
        };
    }

    private Uni<Presenter> verified(Question question) {
        return Uni.createFrom()
                .deferred(() -> tokens.verify(identity.bearer(ServiceName.TOKEN), question))
                .ifNoItem()
                .after(config.verifyWithin())
                .fail()
                .map(Presenter::of)
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.warnf("a token was not verified: %s", name(failure));
                    return new Presenter.Unknown();
                });
    }

    /// Without the message, which may repeat what was sent.
    private static String name(Throwable failure) {
        return failure instanceof WebApplicationException answered
                ? "token-service answered " + answered.getResponse().getStatus()
                : failure.getClass().getSimpleName();
    }

    private static Question question(String token, HttpServerRequest request, Access access) {
        return new Question(
                token,
                new Request(
                        OWN_ORG,
                        ORGS,
                        access.slug(),
                        request.method().name(),
                        address(request).orElse(null),
                        request.getHeader(HttpHeaders.USER_AGENT)),
                List.of());
    }

    /// The address behind trusted proxies.
    static Optional<String> address(HttpServerRequest request) {
        var address = request.remoteAddress();
        return Optional.ofNullable(address == null ? null : address.hostAddress())
                .flatMap(ClientIp::parse)
                .map(ClientIp::text);
    }
}
