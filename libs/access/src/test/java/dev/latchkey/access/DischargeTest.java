package dev.latchkey.access;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.macaroon.Caveat.ThirdParty;
import dev.latchkey.macaroon.Key;
import dev.latchkey.macaroon.Macaroon;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Tokens that hold only with somebody else's word.
class DischargeTest {
    private static final Token D = KnownTokens.token(KnownTokens.D);
    private static final Discharge X = KnownTokens.discharge(KnownTokens.X);
    private static final Instant SOON = KnownTokens.NOW.plusSeconds(600);
    private static final Caveat SOME = new Caveat.Methods(new TreeSet<>(List.of("GET", "HEAD")));

    @Test
    void theKnownDischargeIsReadMadeAndBound() {
        // when
        Discharge made = KnownTokens.opened(D).discharge(Instant.parse("2026-10-01T08:10:00Z"), KnownTokens.SESSION);

        // then
        assertThat(signature(made)).isEqualTo("90f27129269510504beeb65e3f069777be783320d744d17a9f06ea90cd179be9");
        assertThat(made.bindTo(D).text()).isEqualTo(KnownTokens.X);
        assertThat(made.bindTo(BindHalf.parse(D.bindHalf().value()).orElseThrow())
                        .text())
                .isEqualTo(KnownTokens.X);
        assertThat(HexFormat.of().formatHex(D.bindHalf().bytes()))
                .isEqualTo("b6413b6e4459be56b5deb434f95e832a6d3aa3c3bb5043f8918400ea9a2fc50f");
        assertThat(signature(made.bindTo(D.narrow(SOME))))
                .isEqualTo("92b93bc0eecb566db314947dd2c9a1603645d63174c3f001c657f31d400fff60");
        assertThat(X.ticket()).isEqualTo(KnownTokens.TICKET);
        assertThat(X.predicates()).containsExactly("time-before 2026-10-01T08:10:00Z", "session = ses_1nbw4r0mxfe81y");
        assertThat(X.hint()).isEqualTo(new Hint("jw6tfn"));
    }

    @Test
    void theKnownTokenHoldsWithItsDischarge() {
        // when
        Verdict verdict = verify(D, X);

        // then
        assertThat(verdict).isInstanceOfSatisfying(Verdict.Allowed.class, allowed -> {
            assertThat(allowed.effective().person()).contains(KnownTokens.PERSON);
            assertThat(allowed.effective().session()).isEmpty();
            assertThat(allowed.effective().narrowed()).isFalse();
            assertThat(allowed.effective().fingerprint()).isEqualTo(Fingerprint.ROOT);
            assertThat(allowed.effective().rights().end()).contains(SOON);
            assertThat(allowed.effective().rights().sessions()).containsExactly(KnownTokens.SESSION);
        });
        assertThat(KnownTokens.verifier().inspect(D, List.of(X), KnownTokens.key()))
                .isInstanceOf(Inspection.Inspected.class);
        assertThat(verify(D)).isEqualTo(undischarged(Reason.Undischarged.Cause.MISSING));
    }

    @Test
    void everyBitFlipIsRefused() {
        byte[] token = KnownTokens.body(KnownTokens.D);
        byte[] discharge = Base64.getUrlDecoder().decode(KnownTokens.X.substring(4, KnownTokens.X.length() - 7));
        int location = new String(token, US_ASCII).indexOf("latchkey/session");
        assertThat(verify(D, X)).isInstanceOf(Verdict.Allowed.class);

        for (int bit = 0; bit < token.length * 8; bit++) {
            // when
            TokenReading reading = TokenText.read(KnownTokens.text("lkp_", flipped(token, bit)));

            // then
            if (reading instanceof TokenReading.Whole(Token flipped)
                    && (bit / 8 < location || bit / 8 >= location + 16)) {
                assertThat(verify(flipped, X)).isInstanceOf(Verdict.Refused.class);
            }
        }
        for (int bit = 0; bit < discharge.length * 8; bit++) {
            // when
            DischargeReading reading = DischargeText.read(List.of(KnownTokens.text("lkx_", flipped(discharge, bit))));

            // then
            if (reading instanceof DischargeReading.Whole(List<Discharge> flipped)) {
                assertThat(verify(D, flipped.getFirst())).isInstanceOf(Verdict.Refused.class);
            }
        }
    }

    @Test
    void everyTruncationIsNamed() {
        for (int cut = 4; cut < KnownTokens.X.length(); cut++) {
            // when
            DischargeReading reading = DischargeText.read(List.of(KnownTokens.X, KnownTokens.X.substring(0, cut)));

            // then
            if (cut == KnownTokens.X.length() - 7) {
                assertThat(reading).isInstanceOf(DischargeReading.Whole.class);
            } else {
                assertThat(reading).isInstanceOfSatisfying(DischargeReading.Broken.class, broken -> {
                    assertThat(broken.reason().number()).isEqualTo(2);
                    assertThat(broken.reason().broken()).isInstanceOfSatisfying(Reason.Truncated.class, truncated -> {
                        assertThat(truncated.needed()).isLessThanOrEqualTo(KnownTokens.X.length());
                        assertThat(truncated.presented()).isLessThan(truncated.needed());
                    });
                });
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"lkp_Ag, prefix, 3", "'', prefix, 1", "lkx, prefix, 4", "' lkx_Ag', prefix, 1", "lkx_Bg, version, 5"})
    void whatIsNoDischargeIsNone(String text, String rule, int at) {
        assertThat(DischargeText.read(List.of(text)))
                .isEqualTo(new DischargeReading.Broken(new Reason.InDischarge(1, new Reason.Malformed(rule, at))));
    }

    @Test
    void aDischargeOfRawBytesOrAnotherHintIsRefused() {
        // given
        Macaroon raw = Macaroon.create(KnownTokens.key(), new byte[] {7});
        String misfit = KnownTokens.X.substring(0, KnownTokens.X.length() - 6) + "2wn98f";

        // then
        assertThat(DischargeText.read(List.of(KnownTokens.text("lkx_", raw))))
                .isEqualTo(new DischargeReading.Broken(new Reason.InDischarge(1, new Reason.Malformed("not-text", 9))));
        assertThat(DischargeText.read(List.of(misfit)))
                .isEqualTo(new DischargeReading.Broken(
                        new Reason.InDischarge(1, new Reason.Mistyped(TokenText.SPLICED_SUFFIX))));
        assertThat(TokenText.read(KnownTokens.X)).isEqualTo(new TokenReading.Malformed("discharge-alone", 1));
    }

    @Test
    void dischargeMustBeBoundToTheRoot() {
        // given
        Discharge raw = KnownTokens.opened(D).discharge(SOON, KnownTokens.SESSION);
        Token child = D.narrow(new Caveat.AtMost(Access.READ));
        Token sibling = D.narrow(SOME);
        Token another = ticketed(new Caveat.AtMost(Access.READ));

        // then
        assertThat(verify(child, raw)).isEqualTo(undischarged(Reason.Undischarged.Cause.UNBOUND));
        for (Token elsewhere : List.of(sibling, another)) {
            assertThat(verify(child, raw.bindTo(elsewhere)))
                    .isEqualTo(undischarged(Reason.Undischarged.Cause.BOUND_ELSEWHERE));
        }
        assertThat(verify(child, raw.bindTo(tailBefore(D)).bindTo(child)))
                .isEqualTo(undischarged(Reason.Undischarged.Cause.BOUND_ELSEWHERE));
        assertThat(verify(child, raw.bindTo(tailBefore(D))))
                .isEqualTo(undischarged(Reason.Undischarged.Cause.BOUND_ELSEWHERE));
        assertThat(verify(child, raw.bindTo(child))).isInstanceOf(Verdict.Allowed.class);
        assertThat(TokenText.read(raw.bindTo(child).text()))
                .isEqualTo(new TokenReading.Malformed("discharge-alone", 1));
    }

    /// What the holder of the same token without its ticket would bind to.
    private static Token tailBefore(Token ticketed) {
        Macaroon before = Macaroon.create(KnownTokens.key(), ticketed.macaroon().identifier());
        for (String predicate : ticketed.predicates()) {
            before = before.withFirstParty(predicate);
        }
        return new Token(before, ticketed.identifier());
    }

    @ParameterizedTest
    @CsvSource({"0, true", "1, true", "7, true", "8, false"})
    void dischargeBoundBeforeNarrowingStillHolds(int narrowings, boolean holds) {
        // given
        Token narrowed = D;
        for (int i = 0; i < narrowings; i++) {
            narrowed = narrowed.narrow(new Caveat.AtMost(Access.READ));
        }

        // when
        Verdict verdict = verify(narrowed, X);

        // then
        if (holds) {
            assertThat(verdict).isInstanceOf(Verdict.Allowed.class);
        } else {
            assertThat(verdict).isEqualTo(undischarged(Reason.Undischarged.Cause.BOUND_ELSEWHERE));
        }
    }

    @Test
    void eachDischargeIsUsedOnce() {
        // given
        Token two = D.narrow(KnownTokens.liveLogin());
        Discharge first = discharged(two, 0);
        Discharge second = discharged(two, 1);
        Token twice = new Token(
                D.macaroon().withThirdParty("", KnownTokens.caveatSecret(), KnownTokens.TICKET.getBytes(US_ASCII)),
                D.identifier());

        // then
        assertThat(verify(two, second, first)).isInstanceOf(Verdict.Allowed.class);
        assertThat(verify(two))
                .isEqualTo(undischarged(
                        fault(two, 0, Reason.Undischarged.Cause.MISSING),
                        fault(two, 1, Reason.Undischarged.Cause.MISSING)));
        assertThat(verify(two, first)).isEqualTo(undischarged(fault(two, 1, Reason.Undischarged.Cause.MISSING)));
        assertThat(verify(two, first, second, second))
                .isEqualTo(undischarged(fault(two, 1, Reason.Undischarged.Cause.LEFT_OVER)));
        assertThat(verify(D, X, second)).isEqualTo(undischarged(fault(two, 1, Reason.Undischarged.Cause.LEFT_OVER)));
        assertThat(verify(KnownTokens.token(KnownTokens.E), X))
                .isEqualTo(undischarged(fault(D, 0, Reason.Undischarged.Cause.LEFT_OVER)));
        assertThat(verify(twice, discharged(twice, 0)))
                .isEqualTo(undischarged(fault(D, 0, Reason.Undischarged.Cause.MISSING)));
    }

    @Test
    void failedDischargeFailsAll() {
        // given
        byte[] cid = KnownTokens.TICKET.getBytes(US_ASCII);
        for (byte[] guess :
                List.of("a guess".getBytes(US_ASCII), cid, D.macaroon().signature(), new byte[32])) {
            // when
            Discharge forged = new Discharge(Macaroon.create(Key.derive(guess), cid)).bindTo(D);

            // then
            assertThat(verify(D, forged)).isEqualTo(undischarged(Reason.Undischarged.Cause.BOUND_ELSEWHERE));
        }
        assertThat(verify(D, made("method in PUT"))).isInstanceOf(Verdict.Refused.class);
        assertThat(verify(
                        D,
                        new Discharge(Macaroon.create(Key.derive(KnownTokens.caveatSecret()), cid)
                                        .withThirdParty("", new byte[1], "deeper".getBytes(US_ASCII)))
                                .bindTo(D)))
                .isEqualTo(undischarged(Reason.Undischarged.Cause.NESTED));
    }

    @Test
    void mutualDischargesEnd() {
        // given
        Macaroon own = Macaroon.create(Key.derive(KnownTokens.caveatSecret()), KnownTokens.TICKET.getBytes(US_ASCII))
                .withThirdParty("", KnownTokens.caveatSecret(), KnownTokens.TICKET.getBytes(US_ASCII));

        // then
        assertThat(verify(D, new Discharge(own).bindTo(D))).isEqualTo(undischarged(Reason.Undischarged.Cause.NESTED));
    }

    @Test
    void forgedTokenCostsOneChain() {
        // given: expired, not understood, with eight discharges
        Token token = ticketed(new Caveat.Before(Instant.parse("2001-01-01T00:00:00Z")));
        for (int i = 1; i < 8; i++) {
            token = token.narrow(KnownTokens.liveLogin());
        }
        Token genuine = new Token(token.macaroon().withFirstParty("role = admin"), token.identifier());
        List<Discharge> discharges = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            discharges.add(discharged(genuine, i));
        }
        byte[] forged = genuine.macaroon().toBytes();
        forged[forged.length - 1] ^= 1;
        Verifier verifier = KnownTokens.verifier();

        // when
        Verdict verdict = verifier.verify(
                KnownTokens.token(KnownTokens.text("lkp_", forged)), discharges, KnownTokens.key(), KnownTokens.read());

        // then
        assertThat(verdict).isEqualTo(new Verdict.Refused(new Reason.BadSignature()));
        assertThat(verifier.hmacCount()).isEqualTo(1 + 3 + 3 * 8);
        assertThat(verifier.openings()).isZero();
        assertThat(verify(genuine, discharges.toArray(Discharge[]::new)))
                .isEqualTo(new Verdict.Refused(new Reason.UnknownCaveat(11, "role = admin")));
    }

    @Test
    void workIsLinear() {
        assertThat(work(8)).isLessThanOrEqualTo(2 * work(4)).isEqualTo(work(4) + 4 * 3 + 4 * (1 + 2 + 9));
    }

    private static long work(int tickets) {
        Token token = ticketed();
        for (int i = 1; i < tickets; i++) {
            token = token.narrow(KnownTokens.liveLogin());
        }
        List<Discharge> discharges = new ArrayList<>();
        for (int i = 0; i < tickets; i++) {
            discharges.add(discharged(token, i));
        }
        for (int i = 0; i < 7; i++) {
            token = token.narrow(new Caveat.AtMost(Access.READ));
        }
        Verifier verifier = KnownTokens.verifier();
        assertThat(verifier.verify(token, discharges, KnownTokens.key(), KnownTokens.read()))
                .isInstanceOf(Verdict.Allowed.class);
        return verifier.hmacCount();
    }

    @Test
    void dischargeKeyIsDerivedOnce() {
        // given
        byte[] cid = KnownTokens.TICKET.getBytes(US_ASCII);
        Key once = Key.derive(KnownTokens.caveatSecret());
        String vid =
                Base64.getEncoder().encodeToString(((ThirdParty) D.macaroon().caveat(3)).vid());

        // then
        assertThat(verify(D, new Discharge(Macaroon.create(once, cid)).bindTo(D)))
                .isInstanceOf(Verdict.Allowed.class);
        for (Key wrong : List.of(
                Key.derive(once.derivedBytes()),
                Key.ofDerived(KnownTokens.caveatSecret()),
                Key.derive(vid.getBytes(US_ASCII)))) {
            assertThat(verify(D, new Discharge(Macaroon.create(wrong, cid)).bindTo(D)))
                    .isEqualTo(undischarged(Reason.Undischarged.Cause.BOUND_ELSEWHERE));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"role = admin", "access > read", "access = ", "person = per_2wpevjq4ehtb"})
    void unknownCaveatIsRefused(String predicate) {
        assertThat(verify(D, made("time-before 2026-10-01T08:10:00Z", predicate)))
                .isEqualTo(new Verdict.Refused(new Reason.UnknownCaveat(1, 2, predicate)));
    }

    @Test
    void orgIsFirstSingleAndTrue() {
        assertThat(verify(D, made("org = acme"))).isEqualTo(new Verdict.Refused(Decisions.orgOutOfPlace()));
    }

    @Test
    void anExpiredDischargeIsNone() {
        // given
        Verifier later = at(Duration.ofMinutes(10));

        // then
        assertThat(later.verify(D, List.of(X), KnownTokens.key(), KnownTokens.read()))
                .isEqualTo(undischarged(Reason.Undischarged.Cause.EXPIRED));
        assertThat(later.inspect(D, List.of(X), KnownTokens.key()))
                .isEqualTo(new Inspection.Refused(
                        new Reason.Undischarged(List.of(fault(D, 0, Reason.Undischarged.Cause.EXPIRED)))));
        assertThat(at(Duration.ofMinutes(10).minusMillis(1))
                        .verify(D, List.of(X), KnownTokens.key(), KnownTokens.read()))
                .isInstanceOf(Verdict.Allowed.class);
    }

    @Test
    void otherCaveatsOfADischargeAnswerForThemselves() {
        assertThat(slug(made("resource = apps"))).isEqualTo("resource-denied");
        assertThat(slug(made("method in GET"))).isEqualTo("method-denied");
        assertThat(slug(made("ip in 10.0.0.0/8"))).isEqualTo("ip-denied");
        assertThat(verify(D, made("access = read"))).isInstanceOf(Verdict.Allowed.class);
    }

    @Test
    void aDischargeEndsWithItsSession() {
        // given
        Verifier ended = new Verifier(
                new FixedStandings(Standing.Live.unchanged(), Set.of(KnownTokens.SESSION)), KnownTokens.CLOCK);

        // then
        assertThat(ended.verify(D, List.of(X), KnownTokens.key(), KnownTokens.read()))
                .isEqualTo(new Verdict.Refused(new Reason.SessionEnded(Optional.of(FixedStandings.ENDED_AT))));
    }

    @Test
    void endedSessionStaysEnded() {
        // given a discharge that its maker let live for years
        SessionId session = SessionId.of(KnownTokens.NOW, () -> 7);
        Token token =
                Token.mint(KnownTokens.key(), KnownTokens.personal(), List.of(Decisions.ORG), KnownTokens.liveLogin());
        Discharge discharge = KnownTokens.opened(token)
                .discharge(Instant.parse("2040-01-01T00:00:00Z"), session)
                .bindTo(token);
        Verdict over = new Verdict.Refused(new Reason.SessionEnded(Optional.empty()));

        // then
        assertThat(at(Duration.ofDays(31), token, discharge)).isInstanceOf(Verdict.Allowed.class);
        assertThat(at(Duration.ofDays(31).plusMillis(1), token, discharge)).isEqualTo(over);
        assertThat(at(Duration.ofDays(365), token, discharge)).isEqualTo(over);
        assertThat(at(Duration.ofSeconds(-5), token, discharge)).isInstanceOf(Verdict.Allowed.class);
        assertThat(at(Duration.ofSeconds(-5).minusMillis(1), token, discharge)).isEqualTo(over);
    }

    @Test
    void aTokenIsMintedWithALiveLogin() {
        // when
        Token token = ticketed(new Caveat.AtMost(Access.READ));

        // then
        assertThat(token.identifier().text()).startsWith("1p3.");
        assertThat(token.asIssued()).isTrue();
        assertThat(((ThirdParty) token.macaroon().caveat(2)).location()).contains("latchkey/session");
        assertThat(KnownTokens.opened(token).person()).isEqualTo(KnownTokens.PERSON);
        assertThat(verify(token, discharged(token, 0))).isInstanceOf(Verdict.Allowed.class);
        assertThat(token.tickets())
                .isNotEqualTo(ticketed(new Caveat.AtMost(Access.READ)).tickets());
    }

    @Test
    void aHolderAddsALiveLoginOffline() {
        // when
        Token copy = Narrowing.of(KnownTokens.token(KnownTokens.C))
                .whileLoggedIn(KnownTokens.liveLogin())
                .within(new Resource("apps/web/logs"))
                .narrow();

        // then
        AccessRequest request = KnownTokens.write("apps/web/logs");
        assertThat(copy.tickets()).hasSize(1);
        assertThat(copy.predicates()).hasSize(5);
        assertThat(KnownTokens.verifier().verify(copy, KnownTokens.key(), request))
                .isInstanceOf(Verdict.Refused.class);
        assertThat(KnownTokens.verifier().verify(copy, List.of(discharged(copy, 0)), KnownTokens.key(), request))
                .isInstanceOf(Verdict.Allowed.class);
    }

    /// A ticket among the issued caveats must not make an appended one pass for issued.
    @Test
    void addingACaveatNeverWidens() {
        // given
        Identity app = new Identity.OAuth(
                new KeyId(KnownTokens.ACME, 1),
                new TokenId("01m3tc5h00wws804w7zag84amz"),
                KnownTokens.PERSON,
                new AppId("2wpevjq4ehtb"));
        Token token = Token.mint(KnownTokens.key(), app, List.of(Decisions.ORG), KnownTokens.liveLogin());
        Token copy = token.narrow(new Caveat.Within(List.of(new Resource("latchkey/tokens"))));

        // when
        Verdict verdict = KnownTokens.verifier()
                .verify(copy, List.of(discharged(copy, 0)), KnownTokens.key(), KnownTokens.write("latchkey/tokens"));

        // then
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused -> assertThat(refused.reason().slug()).isEqualTo("resource-denied"));
    }

    @Test
    void anEndAppendedBehindATicketIsNotTheMints() {
        // given
        Token token = ticketed().narrow(new Caveat.Before(KnownTokens.NOW));
        Token issued = ticketed(new Caveat.Before(KnownTokens.NOW));

        // then
        assertThat(verify(token, discharged(token, 0)))
                .isEqualTo(new Verdict.Refused(new Reason.Expired(KnownTokens.NOW, Reason.Expired.Origin.APPENDED)));
        assertThat(verify(issued, discharged(issued, 0)))
                .isEqualTo(new Verdict.Refused(new Reason.Expired(KnownTokens.NOW, Reason.Expired.Origin.ISSUED)));
    }

    @Test
    void aRestrictionOfATicketedTokenIsNamedAsOne() {
        // given
        Token token = ticketed();
        Standings restricted =
                Decisions.state(new Standing.Live(List.of(new Caveat.Before(KnownTokens.NOW)), Set.of()));

        // when
        Verdict verdict = new Verifier(restricted, KnownTokens.CLOCK)
                .verify(token, List.of(discharged(token, 0)), KnownTokens.key(), KnownTokens.read());

        // then: of the discharge's end and the restriction's, the earlier
        assertThat(verdict)
                .isEqualTo(new Verdict.Refused(new Reason.Expired(KnownTokens.NOW, Reason.Expired.Origin.RESTRICTION)));
    }

    @Test
    void aForeignThirdPartyNeedsNoAcquaintance() {
        // given
        byte[] secret = "between the two of them".getBytes(US_ASCII);
        byte[] cid = "employee=7;until=friday".getBytes(US_ASCII);
        Token token = KnownTokens.token(KnownTokens.text(
                "lkd_", KnownTokens.token(KnownTokens.E).macaroon().withThirdParty("https://hr.example", secret, cid)));
        String foreign = KnownTokens.text(
                "lkx_", Macaroon.create(Key.derive(secret), cid).bindTo(token.macaroon()));

        // then
        assertThat(verify(token, KnownTokens.discharge(foreign))).isInstanceOf(Verdict.Allowed.class);
        assertThat(verify(token)).isInstanceOf(Verdict.Refused.class);
    }

    private static Verdict verify(Token token, Discharge... discharges) {
        return KnownTokens.verifier().verify(token, List.of(discharges), KnownTokens.key(), KnownTokens.read());
    }

    private static String slug(Discharge discharge) {
        return switch (verify(D, discharge)) {
            case Verdict.Refused(Reason reason) -> reason.slug();
            case Verdict.Allowed allowed -> throw new AssertionError("allowed: " + allowed);
        };
    }

    private static Verifier at(Duration offset) {
        return new Verifier(new FixedStandings(), Clock.fixed(KnownTokens.NOW.plus(offset), ZoneOffset.UTC));
    }

    private static Verdict at(Duration offset, Token token, Discharge discharge) {
        return at(offset).verify(token, List.of(discharge), KnownTokens.key(), KnownTokens.read());
    }

    private static Token ticketed(Caveat... caveats) {
        List<Caveat> issued = new ArrayList<>(List.of(caveats));
        issued.addFirst(Decisions.ORG);
        return Token.mint(KnownTokens.key(), KnownTokens.personal(), issued, KnownTokens.liveLogin());
    }

    private static Discharge discharged(Token token, int ticket) {
        return KnownTokens.opened(token.tickets().get(ticket))
                .discharge(SOON, KnownTokens.SESSION)
                .bindTo(token);
    }

    /// A discharge of D that its third party made with these caveats, bound.
    private static Discharge made(String... predicates) {
        Macaroon macaroon =
                Macaroon.create(Key.derive(KnownTokens.caveatSecret()), KnownTokens.TICKET.getBytes(US_ASCII));
        for (String predicate : predicates) {
            macaroon = macaroon.withFirstParty(predicate);
        }
        return new Discharge(macaroon).bindTo(D);
    }

    private static Reason.Undischarged.Fault fault(Token token, int ticket, Reason.Undischarged.Cause cause) {
        return new Reason.Undischarged.Fault(token.tickets().get(ticket), cause);
    }

    private static Verdict undischarged(Reason.Undischarged.Cause cause) {
        return undischarged(fault(D, 0, cause));
    }

    private static Verdict undischarged(Reason.Undischarged.Fault... faults) {
        return new Verdict.Refused(new Reason.Undischarged(List.of(faults)));
    }

    private static String signature(Discharge discharge) {
        return HexFormat.of().formatHex(discharge.macaroon().signature());
    }

    private static byte[] flipped(byte[] body, int bit) {
        byte[] flipped = body.clone();
        flipped[bit / 8] ^= (byte) (1 << bit % 8);
        return flipped;
    }
}
