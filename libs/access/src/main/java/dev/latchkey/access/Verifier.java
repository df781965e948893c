package dev.latchkey.access;

import dev.latchkey.macaroon.Chain;
import dev.latchkey.macaroon.Key;
import dev.latchkey.macaroon.Limits;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Decides whether a token allows a request: the chain first, then every caveat read, then the state, then the
/// caveats against the request. The first failure decides, and whatever is not understood is refused.
///
/// Reading the text ([TokenText#read]) and finding the key come before and are the caller's; finding it may
/// wait for something, while nothing here does. Not thread-safe: give each event loop its own.
public final class Verifier {
    private final Chain chain = new Chain();
    private final Key nobodys = Key.ofDerived(randomBytes());
    private final StateCheck stateCheck;
    private final Clock clock;

    public Verifier(Standings standings, Clock clock) {
        this.stateCheck = new StateCheck(standings, clock);
        this.clock = clock;
    }

    /// The answer to a request.
    ///
    /// @param key the chain key that the token's identifier names
    public Verdict verify(Token token, Key key, AccessRequest request) {
        return switch (prove(token, key)) {
            case Proof.Refuted(Reason reason) -> new Verdict.Refused(reason);
            case Proof.Held(Proven proven) -> judge(proven, request);
        };
    }

    /// What the token is, without a request: signature, caveats understood, state, expiry.
    ///
    /// A token whose `org` caveat is not in place could never be used and is refused here too, so that nobody
    /// takes it for an active one.
    public Inspection inspect(Token token, Key key) {
        return switch (prove(token, key)) {
            case Proof.Refuted(Reason reason) -> new Inspection.Refused(reason);
            case Proof.Held(Proven proven) -> inspect(proven);
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
        return chain.matches(token.macaroon(), key)
                && token.texts().size() >= token.identifier().issued();
    }

    /// How many HMACs were computed so far: the measure of the work that presented tokens have caused.
    public long hmacCount() {
        return chain.hmacCount();
    }

    private Proof prove(Token token, Key key) {
        if (!isGenuine(token, key)) {
            return new Proof.Refuted(new Reason.BadSignature());
        }
        if (token.hasThirdParty()) {
            return new Proof.Refuted(new Reason.Undischarged(token.tickets()));
        }
        List<Caveat> caveats = new ArrayList<>(token.texts().size());
        for (String text : token.texts()) {
            Optional<Caveat> caveat = Caveat.parse(text);
            if (caveat.isEmpty()) {
                return new Proof.Refuted(new Reason.UnknownCaveat(caveats.size() + 1, text));
            }
            caveats.add(caveat.get());
        }
        Standing standing = stateCheck.standing(token);
        if (standing instanceof Standing.Live(List<Caveat> restrictions, var _)) {
            caveats.addAll(restrictions);
        }
        Proven proven = new Proven(token, caveats, Rights.of(token.identifier(), caveats));
        return stateCheck
                .refusal(standing, proven)
                .<Proof>map(Proof.Refuted::new)
                .orElseGet(() -> new Proof.Held(proven));
    }

    private Verdict judge(Proven proven, AccessRequest request) {
        Instant now = clock.instant();
        for (CaveatChecks.Check check : CaveatChecks.IN_ORDER) {
            Optional<Reason> refusal = check.refusal(proven, request, now);
            if (refusal.isPresent()) {
                return new Verdict.Refused(refusal.get());
            }
        }
        return new Verdict.Allowed(Effective.of(proven.token(), proven.rights()));
    }

    private Inspection inspect(Proven proven) {
        return CaveatChecks.orgIsFirstSingleAndTrue(proven)
                .or(() -> CaveatChecks.notExpired(proven, clock.instant()))
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
