package dev.latchkey.access;

import static dev.latchkey.access.Decisions.ORG;
import static dev.latchkey.access.Decisions.UMBRELLA;
import static dev.latchkey.access.Decisions.appended;
import static dev.latchkey.access.Decisions.at;
import static dev.latchkey.access.Decisions.inspect;
import static dev.latchkey.access.Decisions.minted;
import static dev.latchkey.access.Decisions.orgOutOfPlace;
import static dev.latchkey.access.Decisions.parsed;
import static dev.latchkey.access.Decisions.raw;
import static dev.latchkey.access.Decisions.read;
import static dev.latchkey.access.Decisions.reason;
import static dev.latchkey.access.Decisions.state;
import static dev.latchkey.access.Decisions.verify;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.macaroon.Key;
import dev.latchkey.macaroon.Macaroon;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerifierTest {

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
    void aTicketThatNobodyDischargedIsRefused() {
        // given
        Token token = KnownTokens.token(KnownTokens.D);

        // when
        Reason reason = reason(token, KnownTokens.read());

        // then
        assertThat(reason)
                .isEqualTo(new Reason.Undischarged(List.of(
                        new Reason.Undischarged.Fault(token.tickets().getFirst(), Reason.Undischarged.Cause.MISSING))));
        assertThat(((Reason.Undischarged) reason).tickets()).isEqualTo(token.tickets());
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
        Standings ended = new FixedStandings(Standing.Live.unchanged(), Set.of(session));
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
    void aRestrictionHoldsAsIfAppended() {
        // given
        Standings readOnly = restricted("access = read", "resource = apps");
        Token token = minted();
        Resource apps = new Resource("apps/web");

        // then
        assertThat(reason(readOnly, token, request(Access.WRITE, apps)))
                .isEqualTo(new Reason.AccessDenied(Access.READ, Access.WRITE));
        assertThat(reason(readOnly, token, request(Access.READ, new Resource("db")))
                        .slug())
                .isEqualTo("resource-denied");
        assertThat(inspect(readOnly, token)).isInstanceOfSatisfying(Inspection.Inspected.class, inspected -> {
            assertThat(inspected.effective().rights().access()).isEqualTo(Access.READ);
            assertThat(inspected.effective().narrowed()).isFalse();
        });
        assertThat(reason(restricted("time-before 2020-01-01T00:00:00Z"), token))
                .isEqualTo(
                        new Reason.Expired(Instant.parse("2020-01-01T00:00:00Z"), Reason.Expired.Origin.RESTRICTION));
    }

    @Test
    void aRevokedCopyEndsWithItsDescendantsAndNothingElse() {
        // given
        Token parent = minted(parsed("access = read"));
        Token copy = parent.narrow(parsed("resource = apps"));
        Token child = copy.narrow(parsed("method in GET"));
        Token sibling = parent.narrow(parsed("resource = db"));
        Standings leaked = state(new Standing.Live(List.of(), Set.of(copy.fingerprint())));

        // then
        assertThat(inspect(leaked, copy)).isEqualTo(new Inspection.Refused(new Reason.RevokedCopy()));
        assertThat(inspect(leaked, child)).isEqualTo(new Inspection.Refused(new Reason.RevokedCopy()));
        assertThat(inspect(leaked, copy.narrow(new Caveat.Before(KnownTokens.NOW.plusSeconds(9)))))
                .isEqualTo(new Inspection.Refused(new Reason.RevokedCopy()));
        assertThat(inspect(leaked, parent)).isInstanceOf(Inspection.Inspected.class);
        assertThat(inspect(leaked, sibling)).isInstanceOf(Inspection.Inspected.class);
    }

    private static Standings restricted(String... predicates) {
        List<Caveat> caveats =
                Arrays.stream(predicates).map(text -> parsed(text)).toList();
        return state(new Standing.Live(caveats, Set.of()));
    }

    private static AccessRequest request(Access access, Resource resource) {
        return new AccessRequest(new OrgFact.TheTokens(), access, Fact.known(resource), Fact.absent(), Fact.absent());
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
}
