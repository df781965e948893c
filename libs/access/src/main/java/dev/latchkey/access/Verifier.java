package dev.latchkey.access;

import dev.latchkey.access.Reason.Undischarged.Cause;
import dev.latchkey.macaroon.Chain;
import dev.latchkey.macaroon.Key;
import dev.latchkey.macaroon.Limits;
import dev.latchkey.macaroon.Macaroon;
import dev.latchkey.macaroon.Verification;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Decides whether a token allows a request: the chains first, then every caveat read, then the state, then the
/// caveats against the request. A discharge restricts like the token's own caveats, and never says who somebody is. The
/// first failure decides, and whatever is not understood is refused.
///
/// Reading the text ([TokenText#read]) and finding the key come before and are the caller's; finding it may
/// wait for something, while nothing here does. Not thread-safe: give each event loop its own.
public final class Verifier {
    /// A discharge may not want discharges itself.
    private static final int DEPTH = 1;

    private final Chain chain = new Chain();
    private final Key nobodys = Key.ofDerived(randomBytes());
    private final StateCheck stateCheck;
    private final Clock clock;

    public Verifier(Standings standings, Clock clock) {
        this.stateCheck = new StateCheck(standings, clock);
        this.clock = clock;
    }

    /// The answer to a request that brings no discharges.
    ///
    /// @param key the chain key that the token's identifier names
    public Verdict verify(Token token, Key key, AccessRequest request) {
        return verify(token, List.of(), key, request);
    }

    /// The answer to a request.
    ///
    /// @param discharges what came with the token: each third-party caveat takes one, and none may be left over
    /// @param key the chain key that the token's identifier names
    public Verdict verify(Token token, List<Discharge> discharges, Key key, AccessRequest request) {
        Instant now = clock.instant();
        return switch (prove(token, discharges, key, now)) {
            case Proof.Refuted(Reason reason) -> new Verdict.Refused(reason);
            case Proof.Held(Proven proven) -> judge(proven, request, now);
        };
    }

    /// What a token without discharges is.
    public Inspection inspect(Token token, Key key) {
        return inspect(token, List.of(), key);
    }

    /// What the token is, without a request: signatures, caveats understood, state, expiry.
    ///
    /// A token whose `org` caveat is not in place could never be used and is refused here too, so that nobody
    /// takes it for an active one.
    public Inspection inspect(Token token, List<Discharge> discharges, Key key) {
        Instant now = clock.instant();
        return switch (prove(token, discharges, key, now)) {
            case Proof.Refuted(Reason reason) -> new Inspection.Refused(reason);
            case Proof.Held(Proven proven) -> inspect(proven, now);
        };
    }

    /// The reason for a text that is no whole token.
    ///
    /// @throws IllegalArgumentException for a whole one, which only a key can refuse
    public static Reason.Unproven reasonOf(TokenReading notWhole) {
        return switch (notWhole) {
            case TokenReading.Truncated(int presented, int needed, boolean exact) ->
                new Reason.Truncated(presented, needed, exact);
            case TokenReading.Malformed(String rule, int at) -> new Reason.Malformed(rule, at);
            case TokenReading.Mistyped(String sentence) -> new Reason.Mistyped(sentence);
            case TokenReading.Whole _ -> throw new IllegalArgumentException("a whole token is no reason to refuse");
        };
    }

    /// The reason for a token whose key nobody knows. It takes as long as a wrong signature, since a chain is
    /// computed under a key drawn at random: time must not tell which keys exist.
    public Reason.Unproven unknownKey(Token token) {
        chain.matches(token.macaroon(), nobodys);
        return new Reason.UnknownKey();
    }

    /// Whether our mint began this chain and nobody cut it: true for every token and narrowed copy that ever
    /// was,
    /// whatever
    /// has become of it since and whatever its caveats say. It permits nothing.
    public boolean isGenuine(Token token, Key key) {
        return chain.matches(token.macaroon(), key) && isUncut(token);
    }

    private static boolean isUncut(Token token) {
        return token.texts().size() >= token.identifier().issued();
    }

    /// How many HMACs were computed so far: the measure of the work that presented tokens have caused.
    public long hmacCount() {
        return chain.hmacCount();
    }

    /// How many verification ids of third-party caveats were opened so far.
    public long openings() {
        return chain.openings();
    }

    private Proof prove(Token token, List<Discharge> discharges, Key key, Instant now) {
        return switch (chain.verify(token.macaroon(), key, macaroons(discharges), DEPTH)) {
            case Verification.BadSignature _ -> new Proof.Refuted(new Reason.BadSignature());
            case Verification _ when !isUncut(token) -> new Proof.Refuted(new Reason.BadSignature());
            case Verification.Undischarged(List<Verification.Fault> faults) -> new Proof.Refuted(undischarged(faults));
            case Verification.Held _ -> understand(token, discharges, now);
        };
    }

    private static List<Macaroon> macaroons(List<Discharge> discharges) {
        return discharges.isEmpty()
                ? List.of()
                : discharges.stream().map(Discharge::macaroon).toList();
    }

    private static Reason undischarged(List<Verification.Fault> faults) {
        List<Reason.Undischarged.Fault> told = new ArrayList<>();
        for (Verification.Fault fault : faults) {
            told.add(new Reason.Undischarged.Fault(
                    fault.cid(),
                    switch (fault.cause()) {
                        case MISSING -> Cause.MISSING;
                        case LEFT_OVER -> Cause.LEFT_OVER;
                        case UNBOUND -> Cause.UNBOUND;
                        case BOUND_ELSEWHERE -> Cause.BOUND_ELSEWHERE;
                        case NESTED -> Cause.NESTED;
                        case NOT_BY_ITS_THIRD_PARTY -> Cause.NOT_BY_ITS_THIRD_PARTY;
                    }));
        }
        return new Reason.Undischarged(told);
    }

    private Proof understand(Token token, List<Discharge> discharges, Instant now) {
        return switch (Understanding.of(token, discharges, now)) {
            case Understanding.Of(List<Caveat> caveats) -> weigh(token, caveats);
            case Understanding.None(Reason reason) -> new Proof.Refuted(reason);
        };
    }

    private Proof weigh(Token token, List<Caveat> understood) {
        List<Caveat> caveats = understood;
        Standing standing = stateCheck.standing(token);
        if (standing instanceof Standing.Live(List<Caveat> restrictions, var _) && !restrictions.isEmpty()) {
            caveats = new ArrayList<>(understood);
            caveats.addAll(restrictions);
        }
        Proven proven = new Proven(token, caveats, Rights.of(token, caveats));
        return stateCheck
                .refusal(standing, proven)
                .<Proof>map(Proof.Refuted::new)
                .orElseGet(() -> new Proof.Held(proven));
    }

    private static Verdict judge(Proven proven, AccessRequest request, Instant now) {
        for (CaveatChecks.Check check : CaveatChecks.IN_ORDER) {
            Optional<Reason> refusal = check.refusal(proven, request, now);
            if (refusal.isPresent()) {
                return new Verdict.Refused(refusal.get());
            }
        }
        return new Verdict.Allowed(Effective.of(proven.token(), proven.rights()));
    }

    private static Inspection inspect(Proven proven, Instant now) {
        return CaveatChecks.orgIsFirstSingleAndTrue(proven)
                .or(() -> CaveatChecks.notExpired(proven, now))
                .<Inspection>map(Inspection.Refused::new)
                .orElseGet(() -> new Inspection.Inspected(Effective.of(proven.token(), proven.rights())));
    }

    private static byte[] randomBytes() {
        byte[] bytes = new byte[Limits.SIGNATURE];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    /// How far a token got before anything was asked of it.
    private sealed interface Proof {
        record Held(Proven proven) implements Proof {}

        record Refuted(Reason reason) implements Proof {}
    }
}
