package dev.latchkey.audit.caller;

import dev.latchkey.access.ClientIp;
import dev.latchkey.access.OrgHandle;
import dev.latchkey.audit.caller.Caller.Anonymous;
import dev.latchkey.audit.caller.Caller.Reader;
import dev.latchkey.audit.caller.Caller.Refused;
import dev.latchkey.audit.caller.Caller.Unknown;
import dev.latchkey.audit.caller.TokenVerification.Answer;
import dev.latchkey.audit.caller.TokenVerification.Question;
import dev.latchkey.audit.caller.TokenVerification.Request;
import dev.latchkey.events.ServiceName;
import dev.latchkey.kit.credential.Presented;
import dev.latchkey.kit.credential.PresentedDischarges;
import dev.latchkey.kit.identity.ServiceTokens;
import dev.latchkey.kit.problem.BearerRefusal;
import dev.latchkey.kit.problem.Problem;
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

/// Lets a request in as the org of the token it presents, when that token may read usage. Everything else is
/// refused: also when nobody can tell.
@Singleton
public final class Callers {
    private static final Logger LOG = Logger.getLogger(Callers.class);
    private static final String OWN_ORG = "*";
    private static final String USAGE = "latchkey/usage";
    private static final String READ = "read";
    private static final String UNDISCHARGED = "undischarged";
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final TokenVerification tokens;
    private final ServiceTokens identity;
    private final CallerConfig config;

    Callers(@RestClient TokenVerification tokens, ServiceTokens identity, CallerConfig config) {
        this.tokens = tokens;
        this.identity = identity;
        this.config = config;
    }

    /// Answers for the org of the presented token, or with the refusal.
    public Uni<Response> admit(HttpServerRequest request, Function<OrgHandle, Uni<Response>> answer) {
        return caller(request).chain(caller -> switch (caller) {
            case Reader(var org) -> answer.apply(org);
            case Anonymous() -> Uni.createFrom().item(BearerRefusal.nothingPresented());
            case Refused(var refusal) -> Uni.createFrom().item(refusal);
            case Unknown() ->
                Uni.createFrom()
                        .item(Problem.unavailable("The verification of tokens").toResponse(RETRY_AFTER));
        });
    }

    private Uni<Caller> caller(HttpServerRequest request) {
        return switch (Presented.of(request.headers().getAll(HttpHeaders.AUTHORIZATION))) {
            case Presented.Nothing() -> Uni.createFrom().item(new Anonymous());
            case Presented.Unclear(var why) -> Uni.createFrom().item(new Refused(BearerRefusal.invalidRequest(why)));
            case Presented.Credential(var text) -> caller(text, request);
        };
    }

    private Uni<Caller> caller(String token, HttpServerRequest request) {
        return switch (PresentedDischarges.of(request.headers().getAll(PresentedDischarges.HEADER))) {
            case PresentedDischarges.Unclear(var why) ->
                Uni.createFrom().item(new Refused(BearerRefusal.invalidRequest(why)));
            case PresentedDischarges.Given(var texts) -> verified(question(token, texts, request));
        };
    }

    private Uni<Caller> verified(Question question) {
        return Uni.createFrom()
                .deferred(() -> tokens.verify(identity.bearer(ServiceName.TOKEN), question))
                .ifNoItem()
                .after(config.verifyWithin())
                .fail()
                .map(Callers::read)
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.warnf("a token was not verified: %s", name(failure));
                    return new Unknown();
                });
    }

    /// Without the message, which may repeat what was sent.
    private static String name(Throwable failure) {
        return failure instanceof WebApplicationException answered
                ? "token-service answered " + answered.getResponse().getStatus()
                : failure.getClass().getSimpleName();
    }

    private static Question question(String token, List<String> discharges, HttpServerRequest request) {
        var address = request.remoteAddress();
        var ip = Optional.ofNullable(address == null ? null : address.hostAddress())
                .flatMap(ClientIp::parse)
                .map(ClientIp::text);
        return new Question(
                token,
                new Request(
                        OWN_ORG,
                        USAGE,
                        READ,
                        request.method().name(),
                        ip.orElse(null),
                        request.getHeader(HttpHeaders.USER_AGENT)),
                discharges);
    }

    private static Response refusal(Answer answer) {
        var discharges = answer.discharges();
        return UNDISCHARGED.equals(answer.reason()) && discharges != null
                ? BearerRefusal.undischarged(
                        Optional.ofNullable(answer.detail()).orElse(""),
                        Optional.ofNullable(answer.tickets()).orElse(List.of()),
                        discharges)
                : BearerRefusal.of(answer.reason(), answer.detail());
    }

    private static Caller read(Answer answer) {
        if (!answer.allowed()) {
            return new Refused(refusal(answer));
        }
        var effective = answer.effective();
        return Optional.ofNullable(effective == null ? null : effective.org())
                .flatMap(OrgHandle::parse)
                .<Caller>map(Reader::new)
                .orElseGet(Unknown::new);
    }
}
