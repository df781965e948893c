package dev.latchkey.token.caller;

import dev.latchkey.access.Access;
import dev.latchkey.access.AccessRequest;
import dev.latchkey.access.ClientIp;
import dev.latchkey.access.Fact;
import dev.latchkey.access.OrgFact;
import dev.latchkey.access.Resource;
import dev.latchkey.kit.identity.InternalEndpoint;
import dev.latchkey.kit.identity.ServiceCallers;
import dev.latchkey.kit.problem.BearerRefusal;
import dev.latchkey.token.decision.Decision;
import dev.latchkey.token.decision.TokenDecisions;
import dev.latchkey.token.usage.Source;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Optional;

/// Finds out who is asking. A token is verified like any other: the call counts as its use.
@Singleton
public final class Callers {
    private static final String BEARER = "Bearer ";
    private static final Resource TOKENS = new Resource("latchkey/tokens");
    private static final Resource VERIFY = new Resource("latchkey/verify");

    private final TokenDecisions decisions;
    private final ServiceCallers services;

    Callers(TokenDecisions decisions, ServiceCallers services) {
        this.decisions = decisions;
        this.services = services;
    }

    /// Whoever reads or changes token records: a token that covers `latchkey/tokens`.
    public Uni<Caller> ofTokens(HttpServerRequest request, Access access) {
        return holder(request, text -> decisions.decide(text, asked(request, TOKENS, access), source(request)));
    }

    /// Whoever asks about the presented token itself: any token that holds.
    public Uni<Caller> ofSelf(HttpServerRequest request) {
        return holder(request, text -> decisions.inspect(text, source(request)));
    }

    /// Whoever asks for verdicts: one of our services, or a token minted for exactly this.
    public Uni<Caller> ofVerify(HttpServerRequest request) {
        var service = authorization(request).flatMap(services::verify).filter(InternalEndpoint.VERIFY::allows);
        if (service.isPresent()) {
            return Uni.createFrom().item(new Caller.Service(service.get()));
        }
        return holder(request, text -> decisions.decide(text, asked(request, VERIFY, Access.READ), source(request)))
                .map(Callers::mintedForVerify);
    }

    /// No broader token implies the right to see verdicts: it must have been issued by name, since anyone can
    /// narrow.
    private static Caller mintedForVerify(Caller caller) {
        var named = caller instanceof Caller.Holder(var effective, var _)
                && !effective.narrowed()
                && effective.rights().resources().equals(Optional.of(List.of(VERIFY)));
        return named || caller instanceof Caller.Refused
                ? caller
                : new Caller.Refused(BearerRefusal.of(
                        "resource-denied", "Verifying needs a token restricted to the resource latchkey/verify."));
    }

    private interface Judge {
        Uni<Decision> decide(String text);
    }

    private static Uni<Caller> holder(HttpServerRequest request, Judge judge) {
        var presented = request.headers().getAll(HttpHeaders.AUTHORIZATION);
        if (presented.isEmpty()) {
            return refused(BearerRefusal.nothingPresented());
        }
        if (presented.size() > 1) {
            return refused(BearerRefusal.invalidRequest("Present exactly one credential."));
        }
        var value = presented.getFirst();
        if (!value.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return refused(BearerRefusal.nothingPresented());
        }
        return judge.decide(value.substring(BEARER.length())).map(Callers::caller);
    }

    private static Uni<Caller> refused(jakarta.ws.rs.core.Response answer) {
        return Uni.createFrom().item(new Caller.Refused(answer));
    }

    private static Caller caller(Decision decision) {
        return switch (decision) {
            case Decision.Allowed(var effective, var token) -> new Caller.Holder(effective, token);
            case Decision.Refused(var reason) -> {
                var told = reason.towardsPresenter();
                yield new Caller.Refused(BearerRefusal.of(told.slug(), told.detail()));
            }
        };
    }

    private static Optional<String> authorization(HttpServerRequest request) {
        return Optional.ofNullable(request.getHeader(HttpHeaders.AUTHORIZATION));
    }

    private static AccessRequest asked(HttpServerRequest request, Resource resource, Access access) {
        return new AccessRequest(
                new OrgFact.TheTokens(),
                access,
                Fact.known(resource),
                Fact.of(address(request)),
                Fact.known(request.method().name()));
    }

    /// Where the caller itself is: the address behind trusted proxies, and its user agent.
    public static Source source(HttpServerRequest request) {
        return new Source(address(request), Optional.ofNullable(request.getHeader(HttpHeaders.USER_AGENT)));
    }

    private static Optional<ClientIp> address(HttpServerRequest request) {
        return Optional.ofNullable(request.remoteAddress())
                .flatMap(address -> Optional.ofNullable(address.hostAddress()))
                .flatMap(ClientIp::parse);
    }
}
