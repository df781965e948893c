package dev.latchkey.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.macaroon.Key;
import dev.latchkey.macaroon.Macaroon;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NarrowingTest {
    private static final int CASES = 20_000;
    private static final Standings STANDINGS =
            new FixedStandings(Standing.Live.unchanged(), Set.of(Samples.SESSIONS.get(1)));
    private static final Verifier VERIFIER = new Verifier(STANDINGS, KnownTokens.CLOCK);
    private static final Key KEY = KnownTokens.key();

    @Test
    void addingACaveatNeverWidens() {
        AtomicInteger allowed = new AtomicInteger();
        RandomCases.check(CASES, random -> {
            // given
            Token token = randomToken(random);
            AccessRequest request = Samples.request(random);

            // when
            Token narrower = with(token, Samples.predicate(random));

            // then
            if (allows(narrower, request)) {
                allowed.incrementAndGet();
                assertThat(allows(token, request)).isTrue();
            }
        });
        assertThat(allowed.get())
                .as("cases in which the narrower token was allowed")
                .isGreaterThan(CASES / 50);
    }

    @ParameterizedTest
    @CsvSource({
        "access = read,access = write,access-denied",
        "ip in 203.0.113.0/24,ip in 0.0.0.0/0 ::/0,ip-denied",
        "resource = apps/web,resource = apps/api,resource-denied",
        "resource = apps/web,resource = apps,resource-denied",
        "method in GET,method in GET PUT,method-denied",
        "time-before 2026-01-01T00:00:00Z,time-before 2027-01-01T00:00:00Z,expired",
        "access = read,access = read,access-denied",
        "resource = apps/web,resource = apps/web,resource-denied"
    })
    void addingACaveatNeverWidensWhatAnotherRefused(String first, String second, String slug) {
        // given
        Token token = Token.mint(
                KEY,
                KnownTokens.personal(),
                List.of(new Caveat.Org(KnownTokens.ACME), Caveat.parse(first).orElseThrow()));
        AccessRequest request = new AccessRequest(
                new OrgFact.TheTokens(),
                Access.WRITE,
                Fact.known(new Resource("apps/api")),
                Fact.of(ClientIp.parse("198.51.100.9")),
                Fact.known("PUT"));

        // when
        Verdict verdict = verify(token.narrow(Caveat.parse(second).orElseThrow()), request);

        // then
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused -> assertThat(refused.reason().slug()).isEqualTo(slug));
    }

    @Test
    void whatInnerAllowsOuterAllows() {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger allowed = new AtomicInteger();
        RandomCases.check(CASES, random -> {
            // given
            List<Caveat> outerCaveats = issued(Samples.narrowings(random, 3));
            List<Caveat> innerCaveats = random.nextBoolean()
                    ? issued(Samples.narrowings(random, 4))
                    : joined(outerCaveats, Samples.narrowings(random, 2));
            Token outer = Token.mint(KEY, Samples.identity(random), outerCaveats);
            Token inner = Token.mint(KEY, KnownTokens.deploy(), innerCaveats);
            AccessRequest request = Samples.request(random);

            // when
            boolean within = rights(inner).within(rights(outer));

            // then: sessions of an identifier are the state's business, not the rights'
            if (within && outer.identifier().session().isEmpty()) {
                inside.incrementAndGet();
                if (allows(inner, request)) {
                    allowed.incrementAndGet();
                    assertThat(allows(outer, request)).isTrue();
                }
            }
        });
        assertThat(inside.get()).as("cases in which inner was within outer").isGreaterThan(CASES / 20);
        assertThat(allowed.get()).as("of these, allowed").isGreaterThan(CASES / 100);
    }

    @Test
    void aNarrowedCopyIsAlwaysWithinItsOrigin() {
        RandomCases.check(5_000, random -> {
            // given
            Token token = Token.mint(KEY, Samples.identity(random), issued(Samples.narrowings(random, 3)));

            // when
            Token narrower = token.narrow(Samples.narrowing(random), Samples.narrowing(random));

            // then
            assertThat(rights(narrower).within(rights(token))).isTrue();
            assertThat(rights(token).within(rights(token))).isTrue();
        });
    }

    @Test
    void narrowingKeepsTheLimits() {
        // given
        Token token = Token.mint(KEY, KnownTokens.personal(), List.of(new Caveat.Org(KnownTokens.ACME)));
        Caveat[] more = new Caveat[31];
        Arrays.fill(more, new Caveat.AtMost(Access.READ));
        Token full = token.narrow(more);

        // then
        assertThat(full.predicates()).hasSize(32);
        assertThat(full.fingerprint()).isNotEqualTo(Fingerprint.ROOT);
        assertThatThrownBy(() -> full.narrow(new Caveat.AtMost(Access.READ)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aNarrowedTokenIsNeverTooLongToBeRead() {
        // given: fourteen caveats of 210 bytes, and 3,063 bytes that fit between prefix and suffix
        Token token = Token.mint(KEY, KnownTokens.personal(), List.of(new Caveat.Org(KnownTokens.ACME)));
        for (int i = 0; i < 14; i++) {
            token = token.narrow(path(195));
        }
        Token almost = token;
        int left = 3063 - token.macaroon().byteCount();

        // when
        Token longest = almost.narrow(path(left - 14));

        // then
        assertThat(longest.text()).hasSize(4095);
        assertThat(TokenText.read(longest.text())).isInstanceOf(TokenReading.Whole.class);
        assertThatThrownBy(() -> almost.narrow(path(left - 13))).isInstanceOf(IllegalArgumentException.class);
    }

    /// A `resource` caveat with a path of this many characters.
    private static Caveat path(int characters) {
        StringBuilder path = new StringBuilder("x".repeat(characters));
        for (int slash = 60; slash < characters - 1; slash += 61) {
            path.setCharAt(slash, '/');
        }
        return new Caveat.Within(List.of(new Resource(path.toString())));
    }

    @Test
    void aTokenNarrowedInTimeIsTheSameChild() {
        // given
        Token token = KnownTokens.token(KnownTokens.C);
        Token child = token.narrow(new Caveat.AtMost(Access.READ));
        Caveat end = new Caveat.Before(KnownTokens.NOW);

        // then
        assertThat(token.narrow(end).fingerprint()).isEqualTo(Fingerprint.ROOT);
        assertThat(token.narrow(end).asIssued()).isFalse();
        assertThat(token.narrow(end, new Caveat.AtMost(Access.READ)).fingerprint())
                .isEqualTo(child.fingerprint());
        assertThat(child.fingerprint()).isNotEqualTo(Fingerprint.ROOT);
        assertThat(child.shape()).isEqualTo(child.fingerprint());
    }

    @Test
    void theMintNamesItsOrgFirstAndOnce() {
        Caveat org = new Caveat.Org(KnownTokens.ACME);
        Caveat read = new Caveat.AtMost(Access.READ);
        for (List<Caveat> wrong : List.of(
                List.<Caveat>of(),
                List.of(read),
                List.of(read, org),
                List.of(org, org),
                List.of(org, read, new Caveat.Org(new OrgHandle("umbrella"))),
                List.<Caveat>of(new Caveat.Org(new OrgHandle("umbrella"))),
                List.of(org, read, read, read, read, read, read, read, read, read))) {
            assertThatThrownBy(() -> Token.mint(KEY, KnownTokens.personal(), wrong))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static Rights rights(Token token) {
        List<Caveat> caveats = token.predicates().stream()
                .map(predicate -> Caveat.parse(predicate).orElseThrow())
                .toList();
        return Rights.of(token, caveats);
    }

    private static List<Caveat> issued(List<Caveat> narrowings) {
        return joined(List.of(new Caveat.Org(KnownTokens.ACME)), narrowings);
    }

    private static List<Caveat> joined(List<Caveat> first, List<Caveat> then) {
        List<Caveat> all = new ArrayList<>(first);
        all.addAll(then);
        return all;
    }

    private static Token randomToken(RandomGenerator random) {
        Token token = Token.mint(KEY, Samples.identity(random), issued(Samples.narrowings(random, 2)));
        for (int i = random.nextInt(3); i > 0; i--) {
            token = with(token, Samples.predicate(random));
        }
        return token;
    }

    private static Token with(Token token, String predicate) {
        Macaroon narrower = token.macaroon().withFirstParty(predicate);
        return new Token(narrower, token.identifier());
    }

    private static boolean allows(Token token, AccessRequest request) {
        return verify(token, request) instanceof Verdict.Allowed;
    }

    private static Verdict verify(Token token, AccessRequest request) {
        return VERIFIER.verify(token, KEY, request);
    }
}
