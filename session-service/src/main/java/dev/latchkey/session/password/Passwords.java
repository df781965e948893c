package dev.latchkey.session.password;

import dev.latchkey.access.PersonId;
import dev.latchkey.session.password.Hashing.Hashed;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Sets and checks passwords. Call it outside of a transaction, but for [#keep]: hashing takes a tenth of a second, and
/// a connection must not wait for it.
@Singleton
public final class Passwords {
    private static final Logger LOG = Logger.getLogger(Passwords.class);

    /// No person id is of this form, so the question costs as much and finds nothing.
    private static final String NOBODY = "per_";

    private final PasswordPolicy policy;
    private final Argon2id argon2id;
    private final HashPool pool;
    private final PasswordStore store;

    Passwords(PasswordPolicy policy, Argon2id argon2id, HashPool pool, PasswordStore store) {
        this.policy = policy;
        this.argon2id = argon2id;
        this.pool = pool;
        this.store = store;
    }

    /// Gives the person this password, if it may be one.
    ///
    /// @param words of the person and their orgs
    public Uni<SetOutcome> set(PersonId person, EnteredPassword password, OwnWords words, Terms terms) {
        return hash(password, words).chain(hashing -> switch (hashing) {
            case Hashed hashed -> keep(person, hashed, terms).replaceWith(new SetOutcome.Done());
            case Hashing.Refused(var objection) -> Uni.createFrom().item(new SetOutcome.Refused(objection));
            case Hashing.Busy() -> Uni.createFrom().item(new SetOutcome.Busy());
        });
    }

    /// Hashes a new password, if it may be one. What is refused by its length costs nothing.
    public Uni<Hashing> hash(EnteredPassword password, OwnWords words) {
        if (PasswordPolicy.isTooLong(password)) {
            return Uni.createFrom().item(new Hashing.Refused(Objection.TOO_LONG));
        }
        return pool.run(() -> policy.objection(password, words)
                        .<Hashing>map(Hashing.Refused::new)
                        .orElseGet(() -> new Hashed(argon2id.hash(password).text())))
                .map(done -> done.orElseGet(Hashing.Busy::new));
    }

    /// Keeps it as the person's password, in the caller's transaction or one of its own.
    public Uni<Void> keep(PersonId person, Hashed hashed, Terms terms) {
        return store.keep(person, hashed.phc(), terms);
    }

    /// Replaces a password that was made for the person and has been used, in the caller's transaction or one of its
    /// own;
    /// answers false when there is none any more.
    public Uni<Boolean> replaceUsed(PersonId person, Hashed hashed) {
        return store.replaceUsed(person, hashed.phc());
    }

    /// Whether the person's password is still the one that was made for them.
    public Uni<Boolean> isInitial(PersonId person) {
        return store.isInitial(person);
    }

    /// Whether this is the person's password. Takes as long when there is no person, or no password of theirs.
    ///
    /// @param person empty for a name that nobody has
    public Uni<CheckOutcome> check(Optional<PersonId> person, EnteredPassword password) {
        if (PasswordPolicy.isTooLong(password)) {
            return Uni.createFrom().item(new CheckOutcome.Wrong());
        }
        var id = person.map(PersonId::publicId).orElse(NOBODY);
        return store.find(id)
                .chain(kept -> pool.run(() -> judge(kept, password))
                        .chain(judged -> judged.isEmpty()
                                ? Uni.createFrom().item(new CheckOutcome.Busy())
                                : outcome(id, kept, judged.get())));
    }

    /// @param next a hash to keep instead; empty when the one there is good
    private record Judgement(boolean right, Optional<String> next) {}

    private Judgement judge(Optional<PasswordStore.Kept> kept, EnteredPassword password) {
        var known = kept.flatMap(some -> Phc.parse(some.phc()));
        if (kept.isPresent() && known.isEmpty()) {
            LOG.error("a stored password hash is not of its form");
        }
        var right = argon2id.matches(known.orElseGet(argon2id::ofNobody), password) && known.isPresent();
        return new Judgement(
                right,
                known.filter(phc -> right && argon2id.isOutdated(phc))
                        .map(phc -> argon2id.hash(password).text()));
    }

    private Uni<CheckOutcome> outcome(String person, Optional<PasswordStore.Kept> kept, Judgement judged) {
        if (!judged.right() || kept.isEmpty()) {
            return Uni.createFrom().item(new CheckOutcome.Wrong());
        }
        var phc = kept.get().phc();
        if (kept.get().mustChange()) {
            return store.use(person, phc).map(used -> used ? new CheckOutcome.MustChange() : new CheckOutcome.Wrong());
        }
        return judged.next()
                .map(next -> store.replace(person, phc, next))
                .orElseGet(() -> Uni.createFrom().voidItem())
                .replaceWith(new CheckOutcome.Right(judged.next().orElse(phc)));
    }
}
