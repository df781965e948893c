package dev.latchkey.token.caller;

import dev.latchkey.access.Access;
import dev.latchkey.access.AccessRequest;
import dev.latchkey.access.Caveat;
import dev.latchkey.access.ClientIp;
import dev.latchkey.access.Effective;
import dev.latchkey.access.Fact;
import dev.latchkey.access.OrgFact;
import dev.latchkey.access.Resource;
import dev.latchkey.access.TokenText;
import dev.latchkey.kit.credential.Presented;
import dev.latchkey.kit.identity.InternalEndpoint;
import dev.latchkey.kit.problem.BearerRefusal;
import dev.latchkey.token.decision.Decision;
import dev.latchkey.token.decision.TokenDecisions;
import dev.latchkey.token.limit.RateLimits;
import dev.latchkey.token.usage.Source;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;

/// Finds out who is asking. A token is verified like any other: the call counts as its use.
@Singleton
public final class Callers {
    private static final Resource TOKENS = new Resource("latchkey/tokens");

    private final TokenDecisions decisions;
    private final Doorkeeper doors;

    Callers(TokenDecisions decisions, Doorkeeper doors) {
        this.decisions = decisions;
        this.doors = doors;
    }

    /// Whoever reads or changes token records: a token that covers `latchkey/tokens`.
    public Uni<Caller> ofTokens(HttpServerRequest request, Access access) {
        return holder(request, text -> decisions.decide(text, asked(request, TOKENS, access), source(request)));
    }

    /// Whoever asks about the presented token itself: any token that holds.
    public Uni<Caller> ofSelf(HttpServerRequest request) {
        return holder(request, text -> decisions.inspect(text, source(request)));
    }

    /// Whose token has ended, and would let them read or change token records if it had not: nobody who may ask
    /// anything, but what ended the token is theirs to know.
    ///
    /// @param restrictions those that were in force on it when it ended
    public Uni<Optional<Effective>> ofEnded(HttpServerRequest request, Access access, List<Caveat> restrictions) {
        return presented(request) instanceof Presented.Credential(var text)
                ? decisions.apartFromItsEnd(text, asked(request, TOKENS, access), restrictions)
                : Uni.createFrom().item(Optional.empty());
    }

    /// Whether the request presents the token of this public id, by its own word: nothing is proven by it.
    public static boolean presents(String id, HttpServerRequest request) {
        return presented(request) instanceof Presented.Credential(var text)
                && TokenText.identify(text)
                        .filter(identifier -> identifier.tokenId().publicId().equals(id))
                        .isPresent();
    }

    /// Whoever asks for verdicts at this endpoint.
    public Uni<Asker> ofVerify(HttpServerRequest request, InternalEndpoint endpoint) {
        return switch (presented(request)) {
            case Presented.Nothing() ->
                Uni.createFrom().item(new Asker.Refused("unauthorized", BearerRefusal.nothingPresented()));
            case Presented.Unclear(var why) ->
                Uni.createFrom().item(new Asker.Refused("invalid-request", BearerRefusal.invalidRequest(why)));
            case Presented.Credential(var text) ->
                doors.admit(text, endpoint, request.method().name(), source(request));
        };
    }

    private interface Judge {
        Uni<Decision> decide(String text);
    }

    private static Uni<Caller> holder(HttpServerRequest request, Judge judge) {
        return switch (presented(request)) {
            case Presented.Nothing() -> refused(BearerRefusal.nothingPresented());
            case Presented.Unclear(var why) -> refused(BearerRefusal.invalidRequest(why));
            case Presented.Credential(var text) -> judge.decide(text).map(Callers::caller);
        };
    }

    private static Presented presented(HttpServerRequest request) {
        return Presented.of(request.headers().getAll(HttpHeaders.AUTHORIZATION));
    }

    private static Uni<Caller> refused(Response answer) {
        return Uni.createFrom().item(new Caller.Refused(answer));
    }

    private static Caller caller(Decision decision) {
        return switch (decision) {
            case Decision.Allowed(var effective, var token) -> new Caller.Holder(effective, token);
            case Decision.Refused(var reason) -> {
                var told = reason.towardsPresenter();
                yield new Caller.Refused(RateLimits.answer(told));
            }
        };
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
