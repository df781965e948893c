package dev.latchkey.token.idempotency;

import dev.latchkey.access.TokenId;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.hibernate.reactive.mutiny.Mutiny;

/// What keys have been used for in the last 24 hours. Of two requests with one key that arrive at once, one is
/// carried out.
///
/// A key is claimed in the transaction that makes the token, under an advisory lock that ends with it. So a
/// crash
/// leaves no key claimed for nothing, and nothing is ever made twice.
@ApplicationScoped
public class IdempotencyStore {
    static final Duration KEPT = Duration.ofHours(24);

    private static final String LOCK = "select pg_try_advisory_xact_lock(hashtextextended(:key, 0))";
    private static final String FIND = "select request_digest as digest, token_id as token from idempotency_key"
            + " where key_hash = :key and used_at > :oldest";
    private static final String KEEP = "insert into idempotency_key (key_hash, request_digest, token_id, used_at)"
            + " values (:key, :digest, :token, :now) on conflict (key_hash) do update"
            + " set request_digest = excluded.request_digest, token_id = excluded.token_id, used_at = excluded.used_at";

    private final Clock clock;

    IdempotencyStore(Clock clock) {
        this.clock = clock;
    }

    /// What the key stands for, before anything is done.
    @WithSession
    public Uni<Claim> look(Attempt attempt) {
        return Panache.getSession().chain(session -> find(session, attempt));
    }

    /// Claims the key for making this token, in the caller's transaction; only [Claim.First] lets it go on.
    public Uni<Claim> claim(Attempt attempt, TokenId token) {
        return Panache.getSession().chain(session -> {
            if (session.currentTransaction() == null) {
                return Uni.createFrom()
                        .failure(new IllegalStateException("a key is claimed in the transaction of its request"));
            }
            return session.createNativeQuery(LOCK, Boolean.class)
                    .setParameter("key", attempt.keyHash())
                    .getSingleResult()
                    .chain(alone -> alone
                            ? claimAlone(session, attempt, token)
                            : Uni.createFrom().item(new Claim.InFlight()));
        });
    }

    private Uni<Claim> claimAlone(Mutiny.Session session, Attempt attempt, TokenId token) {
        return find(session, attempt)
                .call(claim -> claim instanceof Claim.First
                        ? session.createNativeQuery(KEEP)
                                .setParameter("key", attempt.keyHash())
                                .setParameter("digest", attempt.requestDigest())
                                .setParameter("token", token.value())
                                .setParameter("now", clock.instant())
                                .executeUpdate()
                        : Uni.createFrom().voidItem());
    }

    private Uni<Claim> find(Mutiny.Session session, Attempt attempt) {
        return session.createNativeQuery(FIND, Tuple.class)
                .setParameter("key", attempt.keyHash())
                .setParameter("oldest", oldest())
                .getResultList()
                .map(rows -> rows.isEmpty() ? new Claim.First() : read(rows.getFirst(), attempt));
    }

    private static Claim read(Tuple row, Attempt attempt) {
        return attempt.requestDigest().equals(row.get("digest", String.class))
                ? new Claim.Again(new TokenId(row.get("token", String.class)))
                : new Claim.OtherRequest();
    }

    private Instant oldest() {
        return clock.instant().minus(KEPT);
    }
}
