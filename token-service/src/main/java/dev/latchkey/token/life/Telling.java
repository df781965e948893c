package dev.latchkey.token.life;

import dev.latchkey.access.Caveat;
import dev.latchkey.access.Fingerprint;
import dev.latchkey.events.Act;
import dev.latchkey.events.CopyRevoked;
import dev.latchkey.events.Event;
import dev.latchkey.events.State;
import dev.latchkey.events.TokenRenamed;
import dev.latchkey.events.TokenRestricted;
import dev.latchkey.events.TokenResumed;
import dev.latchkey.events.TokenRevoked;
import dev.latchkey.events.TokenRotated;
import dev.latchkey.events.TokenSuspended;
import dev.latchkey.token.record.End;
import dev.latchkey.token.record.Suspension;
import dev.latchkey.token.record.TokenRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What verifiers and consumers are told of a changed record: derived from it, so that neither can differ from it.
final class Telling {
    private Telling() {}

    /// What a verifier must know of a token.
    static State.OfToken state(TokenRecord token, Instant now) {
        var life = token.life();
        if (life.ended().isPresent()) {
            return State.OfToken.of(State.Stand.REVOKED, life.ended().get().at());
        }
        var stopped = stopped(token);
        return new State.OfToken(
                stopped.isPresent() ? State.Stand.SUSPENDED : State.Stand.LIVE,
                stopped.map(Suspension::since).orElse(now),
                inForce(token),
                life.refusedChildren().stream().map(Fingerprint::value).toList());
    }

    /// Whether a verifier has to treat them differently.
    static boolean differ(TokenRecord before, TokenRecord after, Instant now) {
        return !state(before, now).equals(state(after, now));
    }

    /// The caveats set on it since it was issued, and the end of its overlap with a successor as one of them:
    /// it ends on time even if nobody ends it.
    private static List<String> inForce(TokenRecord token) {
        var texts = new ArrayList<String>();
        token.life().restrictions().forEach(caveat -> texts.add(caveat.text()));
        token.life().endsAt().ifPresent(end -> texts.add(new Caveat.Before(end).text()));
        return texts;
    }

    private static Optional<Suspension> stopped(TokenRecord token) {
        return token.life().suspended().or(token.life()::held);
    }

    /// The events of a change of a record, the last under its new version: each has a higher one than those
    /// before.
    static List<Event> events(TokenRecord before, TokenRecord after, long revision, Act act) {
        var id = after.id().publicId();
        var org = after.org().value();
        var version = after.version();
        var events = new ArrayList<Event>();
        if (!before.name().equals(after.name())) {
            events.add(new TokenRenamed(id, org, before.name(), after.name(), version, act));
        }
        rotated(before, after, revision, act).ifPresent(events::add);
        if (after.life().ended().isPresent()) {
            if (before.life().ended().isEmpty()) {
                events.add(revoked(after, after.life().ended().get(), revision, act));
            }
            return events;
        }
        stop(before, after, revision, act).ifPresent(events::add);
        if (events.isEmpty() && !inForce(before).equals(inForce(after))) {
            events.add(new TokenRestricted(id, org, inForce(before), inForce(after), revision, version, act));
        }
        after.life().refusedChildren().stream()
                .filter(copy -> !before.life().refusedChildren().contains(copy))
                .forEach(copy -> events.add(new CopyRevoked(id, org, copy.value(), revision, version, act)));
        return events;
    }

    private static Optional<Event> rotated(TokenRecord before, TokenRecord after, long revision, Act act) {
        return after.life()
                .rotation()
                .filter(_ -> before.life().rotation().isEmpty())
                .map(rotation -> new TokenRotated(
                        after.id().publicId(),
                        after.org().value(),
                        rotation.successor().publicId(),
                        after.life().endsAt().orElseThrow(),
                        revision,
                        after.life().ended().isPresent() ? after.version() - 1 : after.version(),
                        act));
    }

    private static TokenRevoked revoked(TokenRecord token, End end, long revision, Act act) {
        return new TokenRevoked(
                token.id().publicId(),
                token.org().value(),
                end.with().map(parent -> parent.publicId()).orElse(null),
                end.because().slug(),
                revision,
                token.version(),
                act);
    }

    private static Optional<Event> stop(TokenRecord before, TokenRecord after, long revision, Act act) {
        var id = after.id().publicId();
        var org = after.org().value();
        if (stopped(before).isPresent() && stopped(after).isEmpty()) {
            return Optional.of(new TokenResumed(id, org, revision, after.version(), act));
        }
        var fresh = stopped(before).isEmpty()
                || (before.life().suspended().isEmpty()
                        && after.life().suspended().isPresent());
        return stopped(after)
                .filter(_ -> fresh)
                .<Event>map(stop -> new TokenSuspended(
                        id,
                        org,
                        stop.because().slug(),
                        stop.with().map(parent -> parent.publicId()).orElse(null),
                        revision,
                        after.version(),
                        act));
    }
}
