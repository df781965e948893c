package dev.latchkey.session.password;

import dev.latchkey.access.PersonId;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/// The hashes. Each method is over before a hash is computed, so that no connection waits for one.
@ApplicationScoped
class PasswordStore {
    private static final String FIND = "select phc, must_change as mustchange from password"
            + " where person_id = :person and (expires_at is null or expires_at > :now) and used_at is null";
    private static final String KEEP = "insert into password (person_id, phc, expires_at, must_change, changed_at)"
            + " values (:person, :phc, cast(nullif(:expires, '') as timestamptz), :change, :now) on conflict (person_id) do update"
            + " set phc = excluded.phc, expires_at = excluded.expires_at, must_change = excluded.must_change,"
            + " used_at = null, changed_at = excluded.changed_at";
    private static final String USE = "update password set used_at = :now"
            + " where person_id = :person and phc = :phc and must_change and used_at is null";
    private static final String REPLACE = "update password set phc = :next where person_id = :person and phc = :phc";
    private static final String REPLACE_USED = "update password set phc = :phc, expires_at = null, must_change = false,"
            + " used_at = null, changed_at = :now where person_id = :person and must_change and used_at is not null";
    private static final String INITIAL =
            "select exists (select from password where person_id = :person and must_change)";

    private final Clock clock;

    PasswordStore(Clock clock) {
        this.clock = clock;
    }

    /// A password that can still be used.
    record Kept(String phc, boolean mustChange) {
        @Override
        public String toString() {
            return "Kept[••••]";
        }
    }

    @WithSession
    Uni<Optional<Kept>> find(String person) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(FIND, Tuple.class)
                        .setParameter("person", person)
                        .setParameter("now", clock.instant())
                        .getSingleResultOrNull())
                .map(row -> Optional.ofNullable(row)
                        .map(found ->
                                new Kept(found.get("phc", String.class), found.get("mustchange", Boolean.class))));
    }

    /// In the caller's transaction, or one of its own.
    @WithTransaction
    Uni<Void> keep(PersonId person, String phc, Terms terms) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(KEEP)
                        .setParameter("person", person.publicId())
                        .setParameter("phc", phc)
                        .setParameter(
                                "expires",
                                terms.expiresAt().map(Instant::toString).orElse(""))
                        .setParameter("change", terms.mustChange())
                        .setParameter("now", clock.instant())
                        .executeUpdate())
                .replaceWithVoid();
    }

    /// Uses up a password that is good for one login; of two that try at once, one does.
    @WithTransaction
    Uni<Boolean> use(String person, String phc) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(USE)
                        .setParameter("person", person)
                        .setParameter("phc", phc)
                        .setParameter("now", clock.instant())
                        .executeUpdate())
                .map(changed -> changed == 1);
    }

    /// The same password under another hash, unless it was changed meanwhile.
    @WithTransaction
    Uni<Void> replace(String person, String phc, String next) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(REPLACE)
                        .setParameter("person", person)
                        .setParameter("phc", phc)
                        .setParameter("next", next)
                        .executeUpdate())
                .replaceWithVoid();
    }

    /// The password the person has chosen, in place of one that was used up.
    @WithTransaction
    Uni<Boolean> replaceUsed(PersonId person, String phc) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(REPLACE_USED)
                        .setParameter("person", person.publicId())
                        .setParameter("phc", phc)
                        .setParameter("now", clock.instant())
                        .executeUpdate())
                .map(changed -> changed == 1);
    }

    @WithSession
    Uni<Boolean> isInitial(PersonId person) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(INITIAL, Boolean.class)
                        .setParameter("person", person.publicId())
                        .getSingleResult());
    }
}
