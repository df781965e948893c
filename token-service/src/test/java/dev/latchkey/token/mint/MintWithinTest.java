package dev.latchkey.token.mint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.latchkey.access.Access;
import dev.latchkey.access.AccessRequest;
import dev.latchkey.access.Caveat;
import dev.latchkey.access.ClientIp;
import dev.latchkey.access.Fact;
import dev.latchkey.access.OrgFact;
import dev.latchkey.access.Resource;
import dev.latchkey.access.Rights;
import dev.latchkey.access.SessionId;
import dev.latchkey.access.Token;
import dev.latchkey.access.TokenReading;
import dev.latchkey.access.TokenText;
import dev.latchkey.events.MembershipChanged.Role;
import dev.latchkey.events.ServiceName;
import dev.latchkey.events.State;
import dev.latchkey.events.StateChanged;
import dev.latchkey.events.StateKey;
import dev.latchkey.infrastructure.ServiceTokens;
import dev.latchkey.token.Peer;
import dev.latchkey.token.ServiceTest;
import dev.latchkey.token.Stack;
import dev.latchkey.token.decision.Decision;
import dev.latchkey.token.decision.Presentation;
import dev.latchkey.token.decision.TokenDecisions;
import dev.latchkey.token.state.StateFeed;
import dev.latchkey.token.usage.Source;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a token mints is never more than it holds, whoever asks for whatever.
@ServiceTest
class MintWithinTest {
    private static final int PRESENTERS = 40;
    private static final int ORDERS = 4;
    private static final int REQUESTS = 30;
    private static final List<String> PATHS =
            List.of("latchkey", "latchkey/tokens", "apps", "apps/web", "apps/web/x", "apps/api", "latchkey/usage");
    private static final List<String> NETWORKS =
            List.of("127.0.0.0/8", "127.0.0.1/32", "0.0.0.0/0", "203.0.113.0/24", "203.0.113.128/25", "2001:db8::/32");
    private static final List<String> ADDRESSES = List.of("127.0.0.1", "203.0.113.9", "203.0.113.200", "2001:db8::7");
    private static final List<String> METHODS = List.of("GET", "POST", "HEAD", "DELETE");
    private static final List<String> LIVES = List.of("PT2M", "PT30M", "PT1H", "P10D", "P80D", "P366D");

    private final Stack stack = Stack.create();
    private String ada = "";

    @Inject
    TokenDecisions decisions;

    @Inject
    StateFeed feed;

    @BeforeEach
    void meetAda() {
        ada = stack.person(Role.OWNER);
        stack.tokenOf(ada, "read");
    }

    @Test
    void mintStaysWithinTheMinter() {
        // given
        var seed = new Random().nextLong();
        var random = new Random(seed);
        var minted = 0;
        var refused = 0;

        for (var i = 0; i < PRESENTERS; i++) {
            var presenter = presenter(random);
            var held = restricted(presenter, random);
            for (var n = 0; n < ORDERS; n++) {
                // when
                var order = order(random);
                var answer = stack.mint(presenter, flat(order));

                // then
                if (answer.statusCode() == 201) {
                    minted++;
                    staysWithin(answer.path("token"), presenter, held, random, "seed " + seed + " " + order);
                } else {
                    refused++;
                    assertThat(answer.statusCode())
                            .as("seed %d %s", seed, order)
                            .isEqualTo(403);
                }
            }
        }
        assertThat(minted).as("seed %d: some are minted", seed).isGreaterThan(10);
        assertThat(refused).as("seed %d: some are refused", seed).isGreaterThan(10);
    }

    private void staysWithin(String text, String presenter, Rights held, Random random, String as) {
        var token = read(text);
        var rights = rights(token, List.of());
        assertThat(rights.within(held)).as("%s: %s in %s", as, rights, held).isTrue();
        for (var i = 0; i < REQUESTS; i++) {
            var request = request(random);
            if (allows(text, request)) {
                assertThat(allows(presenter, request))
                        .as("%s: %s is allowed through %s and not its minter", as, request, token)
                        .isTrue();
            }
        }
    }

    private boolean allows(String text, AccessRequest request) {
        var decision = decisions
                .decide(Presentation.of(text), request, new Source(Optional.empty(), Optional.empty()))
                .await()
                .atMost(Duration.ofSeconds(10));
        return decision instanceof Decision.Allowed;
    }

    private static Token read(String text) {
        return ((TokenReading.Whole) TokenText.read(text)).token();
    }

    private static Rights rights(Token token, List<Caveat> restrictions) {
        var caveats = Stream.concat(
                        token.predicates().stream()
                                .map(predicate -> Caveat.parse(predicate).orElseThrow()),
                        restrictions.stream())
                .toList();
        return Rights.of(token, caveats);
    }

    /// A token that mints, with random caveats: a personal one, or one of a login.
    private String presenter(Random random) {
        var body = new HashMap<String, Object>();
        body.put("org", stack.org());
        body.put("person", ada);
        body.put("access", random.nextInt(8) == 0 ? "read" : "write");
        maybe(random, 3, body, "resource", "latchkey");
        maybe(random, 3, body, "ip", some(NETWORKS, random));
        maybe(random, 3, body, "methods", some(METHODS, random));
        if (random.nextInt(4) == 0) {
            body.put("kind", "session");
            body.put(
                    "session",
                    SessionId.of(Instant.now().minusSeconds(9), random).publicId());
            maybe(random, 2, body, "ttl", "PT10M");
        } else {
            body.put("name", "presenter");
            maybe(random, 2, body, "ttl", LIVES.get(random.nextInt(LIVES.size())));
        }
        return Stack.post(ServiceTokens.issue(ServiceName.SESSION, ServiceName.TOKEN), "/internal/v1/tokens", body)
                .then()
                .statusCode(201)
                .extract()
                .path("token");
    }

    /// Sometimes restricts it further by the feed, as a verifier hears of it; answers what it holds then.
    private Rights restricted(String presenter, Random random) {
        var token = read(presenter);
        if (random.nextInt(2) == 0) {
            return rights(token, List.of());
        }
        var restrictions = new ArrayList<Caveat>();
        for (var i = random.nextInt(3); i >= 0; i--) {
            restrictions.add(restriction(random));
        }
        restrict(token, restrictions);
        return rights(token, restrictions);
    }

    private void restrict(Token token, List<Caveat> restrictions) {
        feed.apply(new StateChanged(
                StateKey.token(token.identifier().tokenId().publicId()),
                Long.MAX_VALUE / 4,
                new State.OfToken(
                        State.Stand.LIVE,
                        Instant.now(),
                        restrictions.stream().map(Caveat::text).toList(),
                        List.of())));
    }

    private static Caveat restriction(Random random) {
        var text = switch (random.nextInt(5)) {
            case 0 -> "resource in latchkey/tokens apps/web";
            case 1 -> "ip in 127.0.0.0/8 203.0.113.0/24";
            case 2 -> "method in GET POST";
            case 3 ->
                "session = "
                        + SessionId.of(Instant.now().minusSeconds(5), random).publicId();
            default -> "time-before " + Instant.now().plusSeconds(60 + random.nextInt(3_000));
        };
        return Caveat.parse(text).orElseThrow();
    }

    private static Map<String, Object> order(Random random) {
        var body = new HashMap<String, Object>();
        body.put("name", "child");
        body.put("access", random.nextBoolean() ? "read" : "write");
        maybe(random, 2, body, "resource", PATHS.get(random.nextInt(PATHS.size())));
        maybe(random, 4, body, "ip", some(NETWORKS, random));
        maybe(random, 4, body, "methods", some(METHODS, random));
        maybe(random, 3, body, "ttl", LIVES.get(random.nextInt(LIVES.size())));
        if (body.containsKey("resource")) {
            maybe(random, 4, body, "kind", "deploy");
        }
        return body;
    }

    private static Object[] flat(Map<String, Object> body) {
        return body.entrySet().stream()
                .flatMap(member -> Stream.of(member.getKey(), member.getValue()))
                .toArray();
    }

    private static void maybe(Random random, int oneIn, Map<String, Object> body, String name, Object value) {
        if (random.nextInt(oneIn) == 0) {
            body.put(name, value);
        }
    }

    private static List<String> some(List<String> words, Random random) {
        var chosen = new ArrayList<String>();
        for (var i = random.nextInt(3); i >= 0; i--) {
            var word = words.get(random.nextInt(words.size()));
            if (!chosen.contains(word)) {
                chosen.add(word);
            }
        }
        return chosen;
    }

    private static AccessRequest request(Random random) {
        return new AccessRequest(
                new OrgFact.TheTokens(),
                random.nextBoolean() ? Access.READ : Access.WRITE,
                random.nextInt(6) == 0
                        ? Fact.of(Optional.empty())
                        : Fact.known(new Resource(PATHS.get(random.nextInt(PATHS.size())))),
                Fact.of(ClientIp.parse(ADDRESSES.get(random.nextInt(ADDRESSES.size())))),
                Fact.known(METHODS.get(random.nextInt(METHODS.size()))));
    }

    @Test
    void whatIsAskedBeyondTheMinterIsNamed() {
        // given
        var minter = Stack.post(
                        ServiceTokens.issue(ServiceName.SESSION, ServiceName.TOKEN),
                        "/internal/v1/tokens",
                        Stack.with(
                                "org",
                                stack.org(),
                                "person",
                                ada,
                                "name",
                                "m",
                                "access",
                                "write",
                                "resource",
                                "latchkey",
                                "ip",
                                List.of("127.0.0.0/8"),
                                "methods",
                                List.of("POST", "GET"),
                                "ttl",
                                "PT1H"))
                .<String>path("token");

        // then
        named(stack.mint(minter, "name", "a", "access", "read", "ttl", "PT2H"), "ttl");
        named(stack.mint(minter, "name", "a", "access", "read", "resource", "apps"), "resource");
        named(stack.mint(minter, "name", "a", "access", "read", "ip", List.of("0.0.0.0/0")), "ip");
        named(stack.mint(minter, "name", "a", "access", "read", "methods", List.of("DELETE", "GET")), "methods");
        stack.mint(minter, "name", "a", "access", "read", "ip", List.of("127.0.0.1/32"), "methods", List.of("GET"))
                .then()
                .statusCode(201);
    }

    private static void named(Response answer, String field) {
        answer.then().statusCode(403).body("field", equalTo(field));
    }

    @Test
    void whatCannotBeCarriedIsNotShed() {
        // given
        var minter = Stack.post(
                        ServiceTokens.issue(ServiceName.SESSION, ServiceName.TOKEN),
                        "/internal/v1/tokens",
                        Stack.with("org", stack.org(), "person", ada, "name", "m", "access", "write"))
                .<String>path("token");
        var random = new Random(5);
        var sessions = Stream.generate(() ->
                        (Caveat) new Caveat.During(SessionId.of(Instant.now().minusSeconds(5), random)))
                .limit(8)
                .toList();

        // when
        restrict(read(minter), sessions);

        // then: org, access, end and eight logins would be eleven
        stack.mint(minter, "name", "a", "access", "read").then().statusCode(403);
    }

    @Test
    void nothingIsMintedThroughATokenThatEndsMeanwhile() throws Exception {
        // given
        var owner = stack.tokenOf(ada, "write");
        var verifier = stack.verifier();
        var minted = 0;
        var refused = 0;

        for (var round = 0; round < 8; round++) {
            var parent = stack.minted(owner, "access", "write");

            // when
            Callable<Response> mint = () -> stack.mint(parent.text(), "name", "child", "access", "read");
            Callable<Response> revoke = () -> Stack.post(owner, "/v1/tokens/" + parent.id() + "/revoke", Map.of());
            List<Response> children;
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var answers = threads.invokeAll(List.of(mint, mint, revoke, mint, mint, mint));
                children = new ArrayList<>();
                for (var answer : answers) {
                    children.add(answer.get());
                }
            }
            children.remove(2).then().statusCode(200);

            // then
            for (var child : children) {
                if (child.statusCode() == 201) {
                    minted++;
                    stack.verify(verifier, child.path("token"))
                            .then()
                            .body("allowed", equalTo(false))
                            .body("reason", equalTo("revoked"));
                } else {
                    refused++;
                    assertThat(child.statusCode()).isIn(401, 403);
                }
            }
        }
        assertThat(refused).isPositive();
        assertThat(minted + refused).isEqualTo(40);
    }

    @Test
    void aNarrowedOrRestrictedLoginDoesNotShedIt() {
        // given
        var session = SessionId.of(Instant.now().minusSeconds(9), new Random());
        var login = Stack.post(
                        ServiceTokens.issue(ServiceName.SESSION, ServiceName.TOKEN),
                        "/internal/v1/tokens",
                        Stack.with(
                                "org",
                                stack.org(),
                                "person",
                                ada,
                                "kind",
                                "session",
                                "session",
                                session.publicId(),
                                "access",
                                "write"))
                .<String>path("token");

        // when
        var child = stack.minted(login);

        // then
        assertThat(read(child.text()).predicates()).contains("session = " + session.publicId());
        stack.mint(Peer.narrow(login, "access = write"), "name", "a", "access", "read")
                .then()
                .statusCode(403);
    }
}
