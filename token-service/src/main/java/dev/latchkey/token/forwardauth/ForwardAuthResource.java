package dev.latchkey.token.forwardauth;

import dev.latchkey.access.AccessRequest;
import dev.latchkey.access.ClientIp;
import dev.latchkey.access.Effective;
import dev.latchkey.access.Fact;
import dev.latchkey.access.Resource;
import dev.latchkey.kit.credential.Presented;
import dev.latchkey.kit.identity.InternalEndpoint;
import dev.latchkey.kit.problem.BearerRefusal;
import dev.latchkey.kit.problem.Problem;
import dev.latchkey.kit.problem.ReadsQuery;
import dev.latchkey.token.caller.Asker;
import dev.latchkey.token.caller.Callers;
import dev.latchkey.token.caller.Doorkeeper;
import dev.latchkey.token.decision.Decision;
import dev.latchkey.token.limit.RateLimits;
import dev.latchkey.token.usage.Source;
import dev.latchkey.token.verify.Question;
import dev.latchkey.token.verify.Verdicts;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Answers a reverse proxy whether the request it holds may go on, and whose it is.
@Path(ForwardAuthResource.PATH)
@Tag(name = "verify")
@AnswersProxies
public final class ForwardAuthResource {
    static final String PATH = "/v1/forward-auth";

    private static final String DOOR = "Latchkey-Door";
    private static final String DISCHARGE = "Latchkey-Discharge";
    private static final String BEARER = "Bearer ";

    private final Doorkeeper doors;
    private final Verdicts verdicts;

    ForwardAuthResource(Doorkeeper doors, Verdicts verdicts) {
        this.doors = doors;
        this.verdicts = verdicts;
    }

    @GET
    @ReadsQuery
    @Operation(
            summary = "May the request that a reverse proxy holds go on?",
            description =
                    "For nginx auth_request, Traefik ForwardAuth and Envoy HTTP ext_authz; any method asks. The"
                            + " proxy's own credential (a token minted for latchkey/verify, or a service JWT) is in"
                            + " Latchkey-Door, the client's in Authorization, as Bearer or as the password of Basic."
                            + " GET, HEAD and OPTIONS need read, anything else write. Every answer has every identity header:"
                            + " Latchkey-Token-Id, -Hint, -Kind, -Org, -Person, -App, -Session, -Access, -Resource and -Reason.")
    @Parameter(
            name = "proxy",
            in = ParameterIn.QUERY,
            required = true,
            description = "How the client's method and target are told: nginx by X-Original-Method and X-Original-URI,"
                    + " traefik by X-Forwarded-Method and X-Forwarded-Uri, envoy by its own method and behind uri=",
            schema = @Schema(enumeration = {"nginx", "traefik", "envoy"}))
    @Parameter(
            name = "org",
            in = ParameterIn.QUERY,
            required = true,
            description = "An org; (1), a segment of the path; (X-Org), a header; or * for the token's own")
    @Parameter(
            name = "resource",
            in = ParameterIn.QUERY,
            description = "A template of the resource, such as apps/(2), (1*) or apps/(X-App); without it no request"
                    + " is about a resource. A path that does not fit the grammar of resources is about none")
    @Parameter(
            name = "ip",
            in = ParameterIn.QUERY,
            description = "The header whose last entry is the client's address; without it no address is known")
    @Parameter(
            name = "fold",
            in = ParameterIn.QUERY,
            description = "Whether every refusal is 401 or 403; true unless told otherwise for nginx, which knows no"
                    + " other",
            schema = @Schema(type = SchemaType.BOOLEAN))
    @Parameter(name = "uri", in = ParameterIn.QUERY, description = "For envoy, the last: what it appends is the target")
    @Parameter(name = DOOR, in = ParameterIn.HEADER, required = true, description = "The proxy's own credential")
    @APIResponse(responseCode = "200", description = "allowed; whose token it is stands in the identity headers")
    @APIResponse(
            responseCode = "400",
            description = "problem invalid-request: a bad plan in the URL, or two credentials")
    @APIResponse(responseCode = "401", description = "nothing presented, or the token does not hold")
    @APIResponse(
            responseCode = "403",
            description = "the token does not reach this; or door-refused, no-original-request, no-org")
    @APIResponse(responseCode = "429", description = "problem rate-limited; folded into 403 where fold is true")
    @APIResponse(responseCode = "503", description = "problem feed-stale; folded into 403 where fold is true")
    public Uni<Response> ask(@Context HttpServerRequest http, @Context ContainerRequestContext request) {
        var plan = Plan.of(http.uri());
        if (plan.fold()) {
            ProxyAnswers.fold(request);
        }
        return door(http).chain(asker -> switch (asker) {
            case Asker.Refused(var slug, var _) -> answer(doorIsShut(slug));
            case Asker.Admitted admitted -> judge(plan, http, admitted);
        });
    }

    /// The proxy's own credential. The user agent beside it is the client's.
    private Uni<Asker> door(HttpServerRequest http) {
        return Proxy.single(http, DOOR)
                .map(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length())
                        ? value.substring(BEARER.length())
                        : value)
                .map(credential -> doors.admit(
                        credential,
                        InternalEndpoint.FORWARD_AUTH,
                        "GET",
                        new Source(Callers.source(http).ip(), Optional.empty())))
                .orElseGet(() ->
                        Uni.createFrom().item(new Asker.Refused("unauthorized", BearerRefusal.nothingPresented())));
    }

    /// The fault is the proxy's. A 401 would tell the client, to whom proxies pass it on, that its own token is
    /// bad.
    private static Response doorIsShut(String slug) {
        return slug.equals("feed-stale")
                ? BearerRefusal.of(slug, "The verifier's state is not fresh enough to answer; try again.")
                : new Problem(
                                "door-refused",
                                403,
                                "Refused",
                                "The gateway's own credential in Latchkey-Door was refused: " + slug + ".")
                        .toResponse();
    }

    private Uni<Response> judge(Plan plan, HttpServerRequest http, Asker.Admitted asker) {
        var original = Original.of(http, plan);
        if (original.isEmpty()) {
            return answer(new Problem(
                            "no-original-request",
                            403,
                            "Refused",
                            "The gateway does not say which method and target the client asked for, each once.")
                    .toResponse());
        }
        return switch (Presented.of(http.headers().getAll(HttpHeaders.AUTHORIZATION))) {
            case Presented.Nothing() -> answer(BearerRefusal.nothingPresented());
            case Presented.Unclear(var why) -> answer(BearerRefusal.invalidRequest(why));
            case Presented.Credential(var text) -> judge(plan, http, asker, original.get(), text);
        };
    }

    private Uni<Response> judge(
            Plan plan, HttpServerRequest http, Asker.Admitted asker, Original original, String text) {
        Piece.Headers headers = name -> Proxy.single(http, name);
        var org = plan.org().of(original, headers);
        if (org.isEmpty()) {
            return answer(new Problem("no-org", 403, "Refused", "The request does not name an org where it has to.")
                    .toResponse());
        }
        var resource = plan.resource().of(original, headers);
        var ip = plan.ip().flatMap(header -> lastEntry(http, header)).flatMap(ClientIp::parse);
        var question = new Question(
                text,
                http.headers().contains(DISCHARGE),
                new AccessRequest(org.get(), original.access(), Fact.of(resource), Fact.of(ip), original.methodFact()),
                new Source(ip, Optional.ofNullable(userAgent(http))));
        return verdicts.on(question, asker).map(decision -> switch (decision) {
            case Decision.Allowed(var effective, var _) -> allowed(effective, resource);
            case Decision.Refused(var reason) -> {
                var told = reason.towardsPresenter();
                yield RateLimits.answer(told);
            }
        });
    }

    private static Response allowed(Effective effective, Optional<Resource> resource) {
        var answer = Response.ok();
        for (var identity : IdentityHeader.values()) {
            answer.header(identity.header(), identity.of(effective));
        }
        return answer.header(
                        IdentityHeader.RESOURCE, resource.map(Resource::path).orElse(""))
                .build();
    }

    /// What the nearest proxy wrote stands last; what stands before it, the client may have written.
    private static Optional<String> lastEntry(HttpServerRequest http, String header) {
        var values = http.headers().getAll(header);
        return values.isEmpty()
                ? Optional.empty()
                : Optional.of(values.getLast())
                        .map(list -> list.substring(list.lastIndexOf(',') + 1).strip());
    }

    private static @Nullable String userAgent(HttpServerRequest http) {
        return http.getHeader(HttpHeaders.USER_AGENT);
    }

    private static Uni<Response> answer(Response answer) {
        return Uni.createFrom().item(answer);
    }
}
