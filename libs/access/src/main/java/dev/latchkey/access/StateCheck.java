package dev.latchkey.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Refuses what has ended since issue: the token, its key generation, its own session and every session a
/// caveat names.
final class StateCheck {
    /// How far a verifier's clock may be off; no session is younger than that.
    static final Duration SKEW = Duration.ofSeconds(5);
    /// No session lasts longer than 30 days, and the feed forgets an ended one only a day after that. So an
    /// older id is over, whether the feed still knows it or not.
    static final Duration LONGEST_REMEMBERED = Duration.ofDays(31);

    private final Standings standings;
    private final Clock clock;

    StateCheck(Standings standings, Clock clock) {
        this.standings = standings;
        this.clock = clock;
    }

    /// How the token and its key stand.
    Standing standing(Token token) {
        return standings.of(token.identifier());
    }

    /// Refuses by how the token stands, by its own session, and by every session a caveat names.
    Optional<Reason> refusal(Standing standing, Proven proven) {
        Optional<Reason> refusal = refusal(standing).or(() -> revokedCopy(standing, proven.token()));
        Optional<SessionId> own = proven.token().identifier().session();
        if (refusal.isEmpty() && own.isPresent()) {
            refusal = refusal(own.get());
        }
        if (refusal.isEmpty()) {
            for (SessionId session : proven.rights().sessions()) {
                refusal = refusal.isEmpty() ? refusal(session) : refusal;
            }
        }
        return refusal;
    }

    /// A copy is revoked with every copy narrowed from it, however that one was narrowed further.
    private static Optional<Reason> revokedCopy(Standing standing, Token token) {
        return standing instanceof Standing.Live(List<Caveat> _, Set<Fingerprint> refused)
                        && !refused.isEmpty()
                        && token.lineage().stream().anyMatch(refused::contains)
                ? Optional.of(new Reason.RevokedCopy())
                : Optional.empty();
    }

    private Optional<Reason> refusal(SessionId session) {
        Optional<Reason> refusal = refusal(standings.of(session));
        return refusal.isEmpty() && outOfTime(session.startedAt())
                ? Optional.of(new Reason.SessionEnded(Optional.empty()))
                : refusal;
    }

    private boolean outOfTime(Instant start) {
        Instant now = clock.instant();
        return start.isBefore(now.minus(LONGEST_REMEMBERED)) || start.isAfter(now.plus(SKEW));
    }

    private static Optional<Reason> refusal(Standing standing) {
        return switch (standing) {
            case Standing.Live _ -> Optional.empty();
            case Standing.Revoked(Instant since, Standing.Revoked.What what) ->
                Optional.of(new Reason.Revoked(since, what));
            case Standing.Suspended(Instant since) -> Optional.of(new Reason.Suspended(since));
            case Standing.SessionEnded(Instant since) -> Optional.of(new Reason.SessionEnded(Optional.of(since)));
            case Standing.Stale() -> Optional.of(new Reason.FeedStale());
        };
    }
}
