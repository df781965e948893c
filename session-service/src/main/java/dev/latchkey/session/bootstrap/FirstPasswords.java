package dev.latchkey.session.bootstrap;

import dev.latchkey.access.PersonId;
import dev.latchkey.session.directory.Letters;
import dev.latchkey.session.password.EnteredPassword;
import dev.latchkey.session.password.Hashing;
import dev.latchkey.session.password.OwnWords;
import dev.latchkey.session.password.Passwords;
import dev.latchkey.session.password.Terms;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The first owner's password: from a file, or made; for one login within a day. It is told through a file alone, never
/// by the log.
@Singleton
final class FirstPasswords {
    /// A hundred random bits.
    private static final int LETTERS = 20;

    private static final Duration LIFE = Duration.ofHours(24);

    private final BootstrapConfig config;
    private final Passwords passwords;
    private final SecureRandom random;
    private final Clock clock;

    FirstPasswords(BootstrapConfig config, Passwords passwords, SecureRandom random, Clock clock) {
        this.config = config;
        this.passwords = passwords;
        this.random = random;
        this.clock = clock;
    }

    /// Whether a start gives the owner another one: the first was never replaced, or was to last and is lost.
    Uni<Boolean> isRenewed(PersonId owner) {
        return passwords.isInitial(owner).map(initial -> initial || isLost());
    }

    private boolean isLost() {
        return config.keepPassword()
                && config.passwordFile().isEmpty()
                && config.madePasswordFile().filter(Files::notExists).isPresent();
    }

    Uni<FirstPassword> prepare(Wish wish) {
        var given = config.passwordFile().map(FirstPasswords::read);
        var made = given.isEmpty() ? Optional.of(Letters.random(random, LETTERS)) : Optional.<String>empty();
        var text = given.or(() -> made).orElseThrow();
        var words = OwnWords.of(List.of(
                wish.org().value(),
                wish.orgName().value(),
                wish.ownerName().value(),
                wish.email().text()));
        return passwords.hash(EnteredPassword.of(text), words).map(hashing -> switch (hashing) {
            case Hashing.Hashed hashed -> new FirstPassword(hashed, terms(), made);
            case Hashing.Refused(var objection) ->
                throw new IllegalStateException("latchkey.bootstrap.password-file: " + objection.sentence());
            case Hashing.Busy() -> throw new IllegalStateException("the first password could not be hashed");
        });
    }

    /// One line; what ends it belongs to the file and not to the password.
    private static String read(Path file) {
        try {
            return Files.readString(file).stripTrailing();
        } catch (IOException missing) {
            throw new UncheckedIOException("latchkey.bootstrap.password-file cannot be read", missing);
        }
    }

    private Terms terms() {
        return config.keepPassword()
                ? Terms.CHOSEN
                : Terms.firstLogin(clock.instant().plus(LIFE));
    }

    /// Keeps it, in the caller's transaction.
    Uni<Void> keep(PersonId owner, FirstPassword password) {
        return passwords.keep(owner, password.hashed(), password.terms());
    }

    /// Where a password that is made is told; asked before anything is made.
    void requirePlace() {
        if (config.passwordFile().isEmpty() && config.madePasswordFile().isEmpty()) {
            throw new IllegalStateException(
                    "latchkey.bootstrap.password-file or latchkey.bootstrap.made-password-file must be set");
        }
    }

    /// Tells the operator, once it is good for a login. A crash before that is made good by the next start.
    void tell(FirstPassword password) {
        password.made()
                .ifPresent(text -> OwnersFile.write(config.madePasswordFile().orElseThrow(), text + "\n"));
    }
}
