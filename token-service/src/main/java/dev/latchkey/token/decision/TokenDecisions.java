package dev.latchkey.token.decision;

import dev.latchkey.access.Access;
import dev.latchkey.access.AccessRequest;
import dev.latchkey.access.Caveat;
import dev.latchkey.access.Effective;
import dev.latchkey.access.Fact;
import dev.latchkey.access.Fingerprint;
import dev.latchkey.access.Identifier;
import dev.latchkey.access.Inspection;
import dev.latchkey.access.Reason;
import dev.latchkey.access.Resource;
import dev.latchkey.access.Standing;
import dev.latchkey.access.Token;
import dev.latchkey.access.TokenReading;
import dev.latchkey.access.TokenText;
import dev.latchkey.access.Verdict;
import dev.latchkey.access.Verifier;
import dev.latchkey.macaroon.Key;
import dev.latchkey.token.keys.KeyRing;
import dev.latchkey.token.limit.Steering;
import dev.latchkey.token.misuse.Misuses;
import dev.latchkey.token.state.FeedStandings;
import dev.latchkey.token.state.StateFeed;
import dev.latchkey.token.usage.Source;
import dev.latchkey.token.usage.UsageRecorder;
import dev.latchkey.token.usage.Use;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/// Text to verdict: read, key, chain, state, caveats; and the use recorded, whichever way it went.
///
/// Nothing here waits, except for a root key that this process has not needed before.
@Singleton
public final class TokenDecisions {
    private final KeyRing keys;
    private final StateFeed feed;
    private final FeedStandings standings;
    private final Verifiers verifiers;
    private final Steering steering;
    private final UsageRecorder usage;
    private final Misuses misuses;
    private final VerdictMeters meters;
    private final Clock clock;

    TokenDecisions(
            KeyRing keys,
            StateFeed feed,
            FeedStandings standings,
            Verifiers verifiers,
            Steering steering,
            UsageRecorder usage,
            Misuses misuses,
            VerdictMeters meters,
            Clock clock) {
        this.keys = keys;
        this.feed = feed;
        this.standings = standings;
        this.verifiers = verifiers;
        this.steering = steering;
        this.usage = usage;
        this.misuses = misuses;
        this.meters = meters;
        this.clock = clock;
    }

    /// Decides whether a presented text may do what is asked.
    public Uni<Decision> decide(String text, AccessRequest request, Source source) {
        return decide(text, request, source, decision -> steered(decision, request.access()));
    }

    /// The same for a door's own token. A door carries everybody's calls, so what limits each of them does not limit
    /// it.
    public Uni<Decision> decideForDoor(String text, AccessRequest request, Source source) {
        return decide(text, request, source, decision -> decision);
    }

    /// The same for a text that came with discharges. No caveat can be discharged yet, so each of them is one
    /// left over.
    public Uni<Decision> decideWithDischarges(String text, AccessRequest request, Source source) {
        return decide(
                text,
                request,
                source,
                decision -> decision instanceof Decision.Allowed
                        ? new Decision.Refused(new Reason.Undischarged(List.of()))
                        : decision);
    }

    private Uni<Decision> decide(String text, AccessRequest request, Source source, UnaryOperator<Decision> last) {
        var asked = new Asked(request, source, System.nanoTime());
        return read(
                        text,
                        (verifier, genuine) ->
                                last.apply(decide(verifier.verify(genuine.token(), genuine.key(), request), genuine)))
                .invoke(found -> record(found, asked))
                .map(Found::decision);
    }

    /// The app's dial and the limits come last: only what is allowed uses up a limit.
    private Decision steered(Decision decision, Access needed) {
        return decision instanceof Decision.Allowed(var effective, var _)
                ? steering.refusal(effective, needed)
                        .<Decision>map(Decision.Refused::new)
                        .orElse(decision)
                : decision;
    }

    /// Whether a token that was allowed exactly this before is allowed it still, as far as memory tells:
    /// neither its signature nor its caveats can have changed, only its end and its state. If not, the full
    /// decision tells why.
    public boolean again(Lasting before, AccessRequest request, Source source) {
        var asked = new Asked(request, source, System.nanoTime());
        var holds = !before.isOver(clock.instant())
                && standings.of(before.identifier()).equals(Standing.Live.unchanged());
        if (holds) {
            record(before.identifier(), before.fingerprint(), Optional.empty(), asked);
        }
        return holds;
    }

    /// What a token that has ended would still be, if it would be allowed what is asked but for its end; empty
    /// where it would not, and for a token that has not ended. No door may take it for a permission, and it
    /// counts as no use.
    ///
    /// @param restrictions those that were in force on it when it ended
    public Uni<Optional<Effective>> apartFromItsEnd(String text, AccessRequest request, List<Caveat> restrictions) {
        if (!(TokenText.read(text) instanceof TokenReading.Whole(Token token))
                || !standings.isRevokedItself(token.identifier())
                || !feed.names(token.identifier().keyId())) {
            return Uni.createFrom().item(Optional.empty());
        }
        var verifier = new Verifier(standings.apartFromItsEnd(restrictions), clock);
        return keys.find(token.identifier().keyId())
                .map(key -> key.map(known -> verifier.verify(token, known, request))
                        .filter(Verdict.Allowed.class::isInstance)
                        .map(Verdict.Allowed.class::cast)
                        .map(Verdict.Allowed::effective));
    }

    /// Says what a presented text is and may do, without asking it to do anything. No door may take it for a
    /// permission.
    public Uni<Decision> inspect(String text, Source source) {
        var asked = new Asked(
                AccessRequest.of(new dev.latchkey.access.OrgFact.TheTokens(), Access.READ), source, System.nanoTime());
        return read(text, (verifier, genuine) -> decide(verifier.inspect(genuine.token(), genuine.key()), genuine))
                .invoke(found -> record(found, asked))
                .map(Found::decision);
    }

    /// What was asked, from where, and since when by the nanosecond clock.
    private record Asked(AccessRequest request, Source source, long since) {
        Duration took() {
            return Duration.ofNanos(System.nanoTime() - since);
        }
    }

    /// A decision and, where the text was a whole token, that token.
    private record Found(Decision decision, Optional<Token> token) {}

    private record Keyed(Token token, Key key) {}

    private Uni<Found> read(String text, BiFunction<Verifier, Keyed, Decision> judge) {
        return switch (TokenText.read(text)) {
            case TokenReading.Whole(Token token) -> judge(token, judge);
            case TokenReading other -> refused(Verifier.reasonOf(other), Optional.empty());
        };
    }

    private Uni<Found> judge(Token token, BiFunction<Verifier, Keyed, Decision> judge) {
        if (!feed.isFresh()) {
            return refused(new Reason.FeedStale(), Optional.empty());
        }
        var keyId = token.identifier().keyId();
        var key = feed.names(keyId) ? keys.find(keyId) : Uni.createFrom().item(Optional.<Key>empty());
        return key.map(found -> verifiers.with(verifier -> {
            var decision = found.map(known -> judge.apply(verifier, new Keyed(token, known)))
                    .orElseGet(() -> new Decision.Refused(verifier.unknownKey(token)));
            return new Found(decision, Optional.of(token));
        }));
    }

    private static Uni<Found> refused(Reason reason, Optional<Token> token) {
        return Uni.createFrom().item(new Found(new Decision.Refused(reason), token));
    }

    private static Decision decide(Verdict verdict, Keyed genuine) {
        return switch (verdict) {
            case Verdict.Allowed(var effective) -> new Decision.Allowed(effective, genuine.token());
            case Verdict.Refused(var reason) -> new Decision.Refused(reason);
        };
    }

    private static Decision decide(Inspection inspection, Keyed genuine) {
        return switch (inspection) {
            case Inspection.Inspected(var effective) -> new Decision.Allowed(effective, genuine.token());
            case Inspection.Refused(var reason) -> new Decision.Refused(reason);
        };
    }

    /// Only an authentic use touches a token's record: whoever knows a public id could otherwise freshen a dead
    /// token.
    private void record(Found found, Asked asked) {
        switch (found.decision()) {
            case Decision.Allowed(var _, Token token) -> record(token, Optional.empty(), asked);
            case Decision.Refused(Reason.Proven reason) ->
                found.token().ifPresent(token -> record(token, Optional.of(reason.slug()), asked));
            case Decision.Refused(Reason reason) -> meters.given(reason.slug(), asked.took());
        }
    }

    private void record(Token token, Optional<String> refusal, Asked asked) {
        record(token.identifier(), token.fingerprint(), refusal, asked);
    }

    private void record(Identifier identifier, Fingerprint fingerprint, Optional<String> refusal, Asked asked) {
        meters.given(refusal.orElse("allowed"), asked.took());
        var request = asked.request();
        var use = new Use(
                identifier,
                fingerprint,
                asked.source(),
                refusal,
                request.access(),
                known(request.resource()).map(Resource::path),
                known(request.method()),
                clock.instant());
        usage.record(use);
        misuses.note(use);
    }

    private static <T> Optional<T> known(Fact<T> fact) {
        return switch (fact) {
            case Fact.Known<T>(T value) -> Optional.of(value);
            case Fact.Absent<T>() -> Optional.empty();
        };
    }
}
