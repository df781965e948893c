package dev.latchkey.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.macaroon.Key;
import dev.latchkey.macaroon.Macaroon;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerifierTest {
    private static final OrgHandle UMBRELLA = new OrgHandle("umbrella");
    private static final Caveat ORG = new Caveat.Org(KnownTokens.ACME);

    @Test
    void anAllowedUseNamesWhoAndWhatIsLeft() {
        // given
        Instant end = Instant.parse("2026-10-02T00:00:00Z");
        Token token = KnownTokens.token(KnownTokens.C).narrow(new Caveat.Before(end));

        // when
        Verdict verdict =
                KnownTokens.verifier().verify(token, KnownTokens.key(), KnownTokens.write("apps/web/deploys"));

        // then
        assertThat(verdict)
                .isEqualTo(new Verdict.Allowed(new Effective(
                        KnownTokens.ACME,
                        Kind.DEPLOY,
                        new TokenId("01m3tc5h002vj960vqahq9znxq"),
                        new Hint("2wn98f"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        new Rights(
                                KnownTokens.ACME,
                                Access.WRITE,
                                new Reach.Under(List.of(new Resource("apps/web"))),
                                Optional.of(end),
                                List.of(),
                                Optional.empty(),
                                Set.of()),
                        Fingerprint.ROOT,
                        true)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "role = admin",
                "access > read",
                "access = ",
                "org = acme ",
                "ip in localhost/32",
                "ip in ::ffff:203.0.113.0/120",
                "time-before 2027-02-30T00:00:00Z",
                "time-before 2027-01-01T00:00:00+00:00",
                "cnf = abc"
            })
    void unknownCaveatIsRefused(String predicate) {
        // given
        Token token = appended(predicate);

        // then
        assertThat(reason(token, KnownTokens.read())).isEqualTo(new Reason.UnknownCaveat(2, predicate));
        assertThat(reason(token.narrow(new Caveat.AtMost(Access.READ)), KnownTokens.read()))
                .isEqualTo(new Reason.UnknownCaveat(2, predicate));
    }

    @Test
    void identityInACaveatIsNotRead() {
        // given
        Token token = appended("person = per_2wpevjq4ehtb");

        // then
        assertThat(reason(token, KnownTokens.read()).slug()).isEqualTo("unknown-caveat");
        assertThat(token.identifier().person()).contains(new PersonId("ha0ygzksccf6"));
    }

    @Test
    void orgIsFirstSingleAndTrue() {
        // given
        String access = "access = write";
        String acme = "org = acme";
        String other = "org = umbrella";

        // then
        assertThat(reason(raw(access), KnownTokens.read())).isEqualTo(orgOutOfPlace());
        assertThat(reason(raw(access, acme), KnownTokens.read())).isEqualTo(orgOutOfPlace());
        assertThat(reason(raw(acme, acme), KnownTokens.read())).isEqualTo(orgOutOfPlace());
        assertThat(reason(raw(acme, other), KnownTokens.read())).isEqualTo(orgOutOfPlace());
        assertThat(reason(raw(other), KnownTokens.read())).isEqualTo(orgOutOfPlace());
        assertThat(reason(raw(other), AccessRequest.of(new OrgFact.Named(UMBRELLA), Access.READ)))
                .isEqualTo(orgOutOfPlace());
        assertThat(reason(raw(acme), AccessRequest.of(new OrgFact.Named(UMBRELLA), Access.READ)))
                .isEqualTo(new Reason.WrongOrg(Optional.of(UMBRELLA), KnownTokens.ACME));
        assertThat(verify(raw(acme), KnownTokens.read())).isInstanceOf(Verdict.Allowed.class);
        assertThat(verify(raw(acme), AccessRequest.of(new OrgFact.TheTokens(), Access.READ)))
                .isInstanceOf(Verdict.Allowed.class);
    }

    @Test
    void timeIsExact() {
        // given
        Token token = minted(new Caveat.Before(KnownTokens.NOW.plusNanos(1)));

        // then
        assertThat(verify(token, KnownTokens.read())).isInstanceOf(Verdict.Allowed.class);
        assertThat(reason(minted(new Caveat.Before(KnownTokens.NOW)), KnownTokens.read()))
                .isEqualTo(new Reason.Expired(KnownTokens.NOW, Reason.Expired.Origin.ISSUED));
        assertThat(reason(token.narrow(new Caveat.Before(KnownTokens.NOW)), KnownTokens.read()))
                .isEqualTo(new Reason.Expired(KnownTokens.NOW, Reason.Expired.Origin.APPENDED));
        assertThat(reason(
                        minted(new Caveat.Before(KnownTokens.NOW))
                                .narrow(new Caveat.Before(KnownTokens.NOW.plusSeconds(9))),
                        KnownTokens.read()))
                .isEqualTo(new Reason.Expired(KnownTokens.NOW, Reason.Expired.Origin.ISSUED));
    }

    @Test
    void addressesAreNotWords() {
        // given
        Token token = minted(parsed("ip in 203.0.113.0/24"), parsed("ip in 203.0.0.0/8 2001:db8::/32"));

        // then
        assertThat(verify(token, from("203.0.113.9"))).isInstanceOf(Verdict.Allowed.class);
        assertThat(verify(token, from("::ffff:203.0.113.9"))).isInstanceOf(Verdict.Allowed.class);
        for (String elsewhere : List.of("203.0.114.1", "2001:db8::1", "localhost", "010.0.0.1", "")) {
            assertThat(reason(token, from(elsewhere)).slug()).isEqualTo("ip-denied");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"apps/website", "apps", "apps/web/..", "apps/web%2Fx", "", "Apps/web", "/apps/web", "apps/web/"})
    void resourceStopsAtSegments(String resource) {
        // given
        Token token = minted(parsed("resource = apps/web"));
        AccessRequest inside = KnownTokens.write("apps/web/x");
        AccessRequest asked = KnownTokens.write(resource);

        // then
        assertThat(verify(token, inside)).isInstanceOf(Verdict.Allowed.class);
        assertThat(reason(token, asked))
                .isEqualTo(new Reason.ResourceDenied(
                        Resource.parse(resource), new Reach.Under(List.of(new Resource("apps/web")))));
    }

    @ParameterizedTest
    @CsvSource({"resource = apps,resource-denied", "ip in 0.0.0.0/0 ::/0,ip-denied", "method in GET,method-denied"})
    void aMissingFactIsRefused(String caveat, String slug) {
        // when
        Reason reason = reason(minted(parsed(caveat)), KnownTokens.read());

        // then
        assertThat(reason.slug()).isEqualTo(slug);
    }

    @Test
    void methodsAreExact() {
        // given
        Token token = minted(parsed("method in GET POST"), parsed("method in GET DELETE"));

        // then
        assertThat(verify(token, method("GET"))).isInstanceOf(Verdict.Allowed.class);
        for (String other : List.of("HEAD", "POST", "DELETE", "get", "Get", "")) {
            assertThat(reason(token, method(other)))
                    .isEqualTo(new Reason.MethodDenied(Optional.of(other), new TreeSet<>(Set.of("GET"))));
        }
    }

    @Test
    void writeIncludesReadAndNotTheOtherWayRound() {
        // given
        AccessRequest write = AccessRequest.of(new OrgFact.TheTokens(), Access.WRITE);

        // then
        assertThat(verify(minted(), write)).isInstanceOf(Verdict.Allowed.class);
        assertThat(verify(minted(new Caveat.AtMost(Access.WRITE)), KnownTokens.read()))
                .isInstanceOf(Verdict.Allowed.class);
        assertThat(reason(minted(new Caveat.AtMost(Access.READ)), write))
                .isEqualTo(new Reason.AccessDenied(Access.READ, Access.WRITE));
    }

    @Test
    void anOauthTokenWithoutResourceReachesOnlyTheIntegrators() {
        // given
        Identity app = new Identity.App(
                new KeyId(KnownTokens.ACME, 1), new TokenId("01m3tc5h002vj960vqahq9znxq"), new AppId("2wpevjq4ehtb"));
        Token free = Token.mint(KnownTokens.key(), app, List.of(ORG));
        Token bound = Token.mint(KnownTokens.key(), app, List.of(ORG, parsed("resource = latchkey/userinfo")));
        AccessRequest userinfo = KnownTokens.write("latchkey/userinfo");

        // then
        assertThat(verify(free, KnownTokens.write("apps/web"))).isInstanceOf(Verdict.Allowed.class);
        assertThat(verify(free, KnownTokens.write("latchkeys"))).isInstanceOf(Verdict.Allowed.class);
        assertThat(verify(free, KnownTokens.read())).isInstanceOf(Verdict.Allowed.class);
        assertThat(verify(bound, userinfo)).isInstanceOf(Verdict.Allowed.class);
        assertThat(verify(minted(), userinfo)).isInstanceOf(Verdict.Allowed.class);
        assertThat(reason(free, userinfo).slug()).isEqualTo("resource-denied");
        assertThat(reason(free, KnownTokens.write("latchkey")).slug()).isEqualTo("resource-denied");
        assertThat(reason(free.narrow(parsed("resource = latchkey/userinfo")), userinfo))
                .isEqualTo(new Reason.ResourceDenied(
                        Optional.of(new Resource("latchkey/userinfo")), new Reach.Under(List.of())));
    }

    @Test
    void aTicketThatNobodyDischargedIsRefused() {
        // given
        Token token = KnownTokens.token(KnownTokens.D);

        // when
        Reason reason = reason(token, KnownTokens.read());

        // then
        assertThat(reason).isEqualTo(new Reason.Undischarged(token.tickets()));
        assertThat(token.tickets()).hasSize(1);
    }

    @Test
    void aTicketIsMissedBeforeACaveatIsRead() {
        // given
        Macaroon macaroon = KnownTokens.token(KnownTokens.D).macaroon().withFirstParty("role = admin");

        // then
        assertThat(reason(read("lkp_", macaroon), KnownTokens.read()).slug()).isEqualTo("undischarged");
    }

    @Test
    void stateIsAskedForTheTokenAndForEverySession() {
        // given
        Instant since = Instant.parse("2026-09-01T00:00:00Z");
        SessionId session = Samples.SESSIONS.getFirst();
        SessionId other = Samples.SESSIONS.get(1);
        Token login = Token.mint(
                KnownTokens.key(),
                new Identity.Session(
                        new KeyId(KnownTokens.ACME, 1),
                        new TokenId("01m3tc5h002vj960vqahq9znxq"),
                        new PersonId("ha0ygzksccf6"),
                        session),
                List.of(ORG));
        Token narrowed = minted().narrow(new Caveat.During(other), new Caveat.During(session));
        Standings ended = new FixedStandings(new Standing.Live(), Set.of(session));
        Reason sessionEnded = new Reason.SessionEnded(Optional.of(FixedStandings.ENDED_AT));

        // then
        assertThat(verify(login, KnownTokens.read())).isInstanceOf(Verdict.Allowed.class);
        assertThat(verify(narrowed, KnownTokens.read())).isInstanceOf(Verdict.Allowed.class);
        assertThat(reason(ended, login)).isEqualTo(sessionEnded);
        assertThat(reason(ended, narrowed)).isEqualTo(sessionEnded);
        assertThat(reason(state(new Standing.Revoked(since, Standing.Revoked.What.TOKEN)), login))
                .isEqualTo(new Reason.Revoked(since, Standing.Revoked.What.TOKEN));
        assertThat(reason(state(new Standing.Revoked(since, Standing.Revoked.What.KEY_GENERATION)), login))
                .isEqualTo(new Reason.Revoked(since, Standing.Revoked.What.KEY_GENERATION));
        assertThat(reason(state(new Standing.Suspended(since)), login)).isEqualTo(new Reason.Suspended(since));
        assertThat(reason(state(new Standing.Stale()), login)).isEqualTo(new Reason.FeedStale());
    }

    @Test
    void endedSessionStaysEnded() {
        // given
        SessionId session = SessionId.of(KnownTokens.NOW, () -> 7);
        Token token = minted().narrow(new Caveat.During(session));
        Verdict over = new Verdict.Refused(new Reason.SessionEnded(Optional.empty()));

        // then
        assertThat(at(Duration.ofDays(31), token)).isInstanceOf(Verdict.Allowed.class);
        assertThat(at(Duration.ofDays(31).plusMillis(1), token)).isEqualTo(over);
        assertThat(at(Duration.ofDays(365), token)).isEqualTo(over);
        assertThat(at(Duration.ofSeconds(-5), token)).isInstanceOf(Verdict.Allowed.class);
        assertThat(at(Duration.ofSeconds(-5).minusMillis(1), token)).isEqualTo(over);
        assertThat(at(Duration.ofDays(-365), token)).isEqualTo(over);
    }

    @Test
    void theFirstFailureDecides() {
        // given: everything is wrong at once
        List<Caveat> wrong = new ArrayList<>(List.of(
                parsed("method in PUT"),
                parsed("ip in 10.0.0.0/8"),
                parsed("resource = db"),
                parsed("access = read"),
                parsed("time-before 2020-01-01T00:00:00Z")));
        AccessRequest request = new AccessRequest(
                new OrgFact.Named(UMBRELLA), Access.WRITE, Fact.absent(), Fact.absent(), Fact.absent());
        List<String> slugs = new ArrayList<>();

        // when: each step repairs what was named
        slugs.add(reason(state(new Standing.Suspended(KnownTokens.NOW)), minted(wrong), request)
                .slug());
        slugs.add(reason(minted(wrong), request).slug());
        request = new AccessRequest(new OrgFact.TheTokens(), Access.WRITE, Fact.absent(), Fact.absent(), Fact.absent());
        while (!wrong.isEmpty()) {
            slugs.add(reason(minted(wrong), request).slug());
            wrong.removeLast();
        }

        // then
        assertThat(slugs)
                .containsExactly(
                        "suspended",
                        "wrong-org",
                        "expired",
                        "access-denied",
                        "resource-denied",
                        "ip-denied",
                        "method-denied");
        assertThat(verify(minted(), request)).isInstanceOf(Verdict.Allowed.class);
    }

    @Test
    void inspectingAsksForSignatureStateAndExpiryAlone() {
        // given
        Token token = minted(parsed("method in GET"), parsed("resource = apps/web"), parsed("method in PUT"));
        Token expired = minted(new Caveat.Before(KnownTokens.NOW));
        Token forged = read(
                "lkp_",
                Macaroon.create(Key.derive(new byte[] {1}), token.macaroon().identifier()));

        // then
        assertThat(inspect(new FixedStandings(), token))
                .isInstanceOfSatisfying(Inspection.Inspected.class, inspected -> {
                    assertThat(inspected.effective().person()).contains(new PersonId("ha0ygzksccf6"));
                    assertThat(inspected.effective().rights().allowsNothing()).isTrue();
                    assertThat(inspected.effective().narrowed()).isFalse();
                });
        assertThat(inspect(new FixedStandings(), expired))
                .isEqualTo(new Inspection.Refused(new Reason.Expired(KnownTokens.NOW, Reason.Expired.Origin.ISSUED)));
        assertThat(inspect(new FixedStandings(), forged)).isEqualTo(new Inspection.Refused(new Reason.BadSignature()));
        assertThat(inspect(state(new Standing.Suspended(KnownTokens.NOW)), token))
                .isEqualTo(new Inspection.Refused(new Reason.Suspended(KnownTokens.NOW)));
        assertThat(inspect(new FixedStandings(), raw("org = acme", "org = umbrella")))
                .isEqualTo(new Inspection.Refused(orgOutOfPlace()));
    }

    @Test
    void aWholeTokenIsNoReason() {
        assertThatThrownBy(() -> Verifier.reasonOf(TokenText.read(KnownTokens.C)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Reason orgOutOfPlace() {
        return new Reason.WrongOrg(Optional.empty(), KnownTokens.ACME);
    }

    private static Standings state(Standing standing) {
        return new FixedStandings(standing, Set.of());
    }

    private static AccessRequest from(String ip) {
        return new AccessRequest(
                new OrgFact.TheTokens(), Access.READ, Fact.absent(), Fact.of(ClientIp.parse(ip)), Fact.absent());
    }

    private static AccessRequest method(String method) {
        return new AccessRequest(
                new OrgFact.TheTokens(), Access.READ, Fact.absent(), Fact.absent(), Fact.known(method));
    }

    private static Caveat parsed(String predicate) {
        return Caveat.parse(predicate).orElseThrow();
    }

    private static Token minted(Caveat... caveats) {
        return minted(List.of(caveats));
    }

    private static Token minted(List<Caveat> caveats) {
        List<Caveat> issued = new ArrayList<>(caveats);
        issued.addFirst(ORG);
        return Token.mint(KnownTokens.key(), KnownTokens.personal(), issued);
    }

    private static Token appended(String predicate) {
        return read("lkp_", minted().macaroon().withFirstParty(predicate));
    }

    /// A token whose one issued caveat is the first of these, whatever it is.
    private static Token raw(String... predicates) {
        Identifier identifier = Identifier.of(KnownTokens.personal(), 1);
        Macaroon macaroon = Macaroon.create(KnownTokens.key(), identifier.text().getBytes(StandardCharsets.US_ASCII));
        for (String predicate : predicates) {
            macaroon = macaroon.withFirstParty(predicate);
        }
        return read("lkp_", macaroon);
    }

    private static Token read(String prefix, Macaroon macaroon) {
        return KnownTokens.token(KnownTokens.text(prefix, macaroon));
    }

    private static Verdict verify(Token token, AccessRequest request) {
        return KnownTokens.verifier().verify(token, KnownTokens.key(), request);
    }

    private static Verdict at(Duration offset, Token token) {
        Clock clock = Clock.fixed(KnownTokens.NOW.plus(offset), ZoneOffset.UTC);
        return new Verifier(new FixedStandings(), clock).verify(token, KnownTokens.key(), KnownTokens.read());
    }

    private static Inspection inspect(Standings standings, Token token) {
        return new Verifier(standings, KnownTokens.CLOCK).inspect(token, KnownTokens.key());
    }

    private static Reason reason(Token token, AccessRequest request) {
        return reason(new FixedStandings(), token, request);
    }

    private static Reason reason(Standings standings, Token token) {
        return reason(standings, token, KnownTokens.read());
    }

    private static Reason reason(Standings standings, Token token, AccessRequest request) {
        return switch (new Verifier(standings, KnownTokens.CLOCK).verify(token, KnownTokens.key(), request)) {
            case Verdict.Refused(Reason reason) -> reason;
            case Verdict.Allowed allowed -> throw new AssertionError("allowed: " + allowed);
        };
    }
}
