package dev.latchkey.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NarrowingBuilderTest {
    private static final int CASES = 20_000;
    private static final Verifier VERIFIER = new Verifier(
            new FixedStandings(Standing.Live.unchanged(), Set.of(Samples.SESSIONS.get(1))), KnownTokens.CLOCK);
    private static final Instant TONIGHT = Instant.parse("2026-10-01T20:00:00Z");
    private static final Network OFFICE = Network.parse("203.0.113.0/24").orElseThrow();

    @Test
    void eachStepAppendsItsCaveat() {
        // given
        Token token = KnownTokens.token(KnownTokens.C);

        // when
        Token copy = Narrowing.of(token)
                .toRead()
                .within(new Resource("apps/web/deploys"), new Resource("apps/web/logs"))
                .before(TONIGHT)
                .from(OFFICE)
                .methods("HEAD", "GET")
                .during(Samples.SESSIONS.getFirst())
                .narrow();

        // then
        assertThat(copy.predicates().subList(4, 10))
                .containsExactly(
                        "access = read",
                        "resource in apps/web/deploys apps/web/logs",
                        "time-before 2026-10-01T20:00:00Z",
                        "ip in 203.0.113.0/24",
                        "method in GET HEAD",
                        "session = " + Samples.SESSIONS.getFirst().publicId());
        assertThat(copy.hint()).isEqualTo(token.hint());
        assertThat(copy.identifier()).isEqualTo(token.identifier());
        assertThat(copy.text()).startsWith("lkd_").endsWith("_2wn98f");
        assertThat(KnownTokens.verifier()
                        .verify(
                                Narrowing.of(token).toRead().narrow(),
                                KnownTokens.key(),
                                KnownTokens.write("apps/web")))
                .isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void aNarrowingIsNotChangedByItsSteps() {
        // given
        Narrowing start = Narrowing.of(KnownTokens.token(KnownTokens.C)).toRead();

        // when
        Narrowing further = start.before(TONIGHT);

        // then
        assertThat(start.added()).hasSize(1);
        assertThat(further.added()).hasSize(2);
    }

    @Test
    void narrowingNothingIsRefused() {
        // given
        Narrowing nothing = Narrowing.of(KnownTokens.token(KnownTokens.C));

        // then
        assertThatThrownBy(nothing::narrow)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a narrowing says at least one thing");
    }

    static List<UnaryOperator<Narrowing>> empty() {
        return List.of(Narrowing::within, Narrowing::from, Narrowing::methods, each -> each.methods("get"));
    }

    @ParameterizedTest
    @MethodSource("empty")
    void aStepWithoutAValueIsRefused(UnaryOperator<Narrowing> step) {
        // given
        Narrowing start = Narrowing.of(KnownTokens.token(KnownTokens.C));

        // then
        assertThatThrownBy(() -> step.apply(start)).isInstanceOf(IllegalArgumentException.class);
    }

    static List<UnaryOperator<Narrowing>> contradictions() {
        return List.of(
                each -> each.within(new Resource("apps/api")),
                each -> each.within(new Resource("apps/web/a")).within(new Resource("apps/web/b")),
                each -> each.from(OFFICE).from(Network.parse("198.51.100.0/24").orElseThrow()),
                each -> each.from(OFFICE).from(Network.parse("::/0").orElseThrow()),
                each -> each.methods("GET").methods("HEAD"));
    }

    @ParameterizedTest
    @MethodSource("contradictions")
    void aContradictionIsRefusedInWords(UnaryOperator<Narrowing> steps) {
        // given
        Narrowing start = Narrowing.of(KnownTokens.token(KnownTokens.C));

        // then
        assertThatThrownBy(() -> steps.apply(start))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("a copy with \"(resource|ip|method) .+\" would allow nothing");
    }

    @Test
    void theLimitsOfATokenHold() {
        // given
        Narrowing start = Narrowing.of(KnownTokens.token(KnownTokens.C));
        for (int i = 0; i < 28; i++) {
            start = start.toRead();
        }
        Narrowing full = start;

        // then
        assertThat(full.narrow().predicates()).hasSize(32);
        assertThatThrownBy(() -> full.toRead().narrow()).isInstanceOf(IllegalArgumentException.class);
    }

    /// Whoever adds a step to the builder has to say here that it cannot widen.
    @Test
    void thereIsNoStepThatNamesAnOrgOrWrite() {
        // when
        List<String> steps = Arrays.stream(Narrowing.class.getMethods())
                .filter(method ->
                        method.getReturnType() == Narrowing.class && !Modifier.isStatic(method.getModifiers()))
                .map(Method::getName)
                .toList();

        // then
        assertThat(steps)
                .containsExactlyInAnyOrder("toRead", "within", "before", "from", "methods", "during", "whileLoggedIn");
        assertThat(Narrowing.class.getConstructors()).isEmpty();
    }

    @Test
    void whatTheCopyAllowsTheTokenAllows() {
        AtomicInteger allowed = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        RandomCases.check(CASES, random -> {
            // given
            Token token = randomToken(random);
            List<Caveat> wanted = someCaveats(random);
            AccessRequest request = Samples.request(random);

            // when
            try {
                Token copy = apply(Narrowing.of(token), wanted).narrow();

                // then
                assertThat(copy.hint()).isEqualTo(token.hint());
                if (allows(copy, request)) {
                    allowed.incrementAndGet();
                    assertThat(allows(token, request)).isTrue();
                }
            } catch (IllegalArgumentException contradictory) {
                refused.incrementAndGet();
                assertThat(allows(token.narrow(wanted.toArray(Caveat[]::new)), request))
                        .as("a narrowing that was refused")
                        .isFalse();
            }
        });
        assertThat(allowed.get()).as("cases in which the copy was allowed").isGreaterThan(CASES / 100);
        assertThat(refused.get()).as("cases that contradicted").isGreaterThan(CASES / 100);
    }

    @Test
    void rightsNarrowedByCaveatsAreThoseOfTheCopy() {
        RandomCases.check(5_000, random -> {
            // given
            Token token = randomToken(random);
            List<Caveat> more = someCaveats(random);
            Function<Token, Rights> rights = each -> Rights.of(
                    each,
                    each.predicates().stream()
                            .map(text -> Caveat.parse(text).orElseThrow())
                            .toList());

            // when
            Rights narrowed = rights.apply(token).narrowedBy(more);

            // then
            assertThat(narrowed).isEqualTo(rights.apply(token.narrow(more.toArray(Caveat[]::new))));
        });
    }

    private static Token randomToken(RandomGenerator random) {
        List<Caveat> caveats = new ArrayList<>(Samples.narrowings(random, 3));
        caveats.addFirst(Decisions.ORG);
        return Token.mint(KnownTokens.key(), Samples.identity(random), caveats);
    }

    private static List<Caveat> someCaveats(RandomGenerator random) {
        List<Caveat> caveats = new ArrayList<>(Samples.narrowings(random, 2));
        caveats.add(Samples.narrowing(random));
        caveats.removeIf(caveat -> caveat.equals(new Caveat.AtMost(Access.WRITE)));
        caveats.add(new Caveat.Before(KnownTokens.NOW.plusSeconds(random.nextInt(1, 20))));
        return caveats;
    }

    private static Narrowing apply(Narrowing start, List<Caveat> caveats) {
        Narrowing narrowing = start;
        for (Caveat caveat : caveats) {
            narrowing = switch (caveat) {
                case Caveat.AtMost _ -> narrowing.toRead();
                case Caveat.Within(List<Resource> roots) -> narrowing.within(roots.toArray(Resource[]::new));
                case Caveat.Before(Instant end) -> narrowing.before(end);
                case Caveat.From(List<Network> networks) -> narrowing.from(networks.toArray(Network[]::new));
                case Caveat.During(SessionId session) -> narrowing.during(session);
                case Caveat.Methods(var names) -> narrowing.methods(names.toArray(String[]::new));
                case Caveat.Org _ -> throw new AssertionError("no narrowing names an org");
            };
        }
        return narrowing;
    }

    private static boolean allows(Token token, AccessRequest request) {
        return VERIFIER.verify(token, KnownTokens.key(), request) instanceof Verdict.Allowed;
    }
}
