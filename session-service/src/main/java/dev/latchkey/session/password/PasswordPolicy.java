package dev.latchkey.session.password;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/// What may become a password (NIST SP 800-63B-4 §3.1.1.2): length counts, composition does not, and what attackers try
/// first is refused.
@Singleton
final class PasswordPolicy {
    static final int SHORTEST = 15;
    static final int LONGEST = 256;

    private final List<BreachCheck> breaches;

    @Inject
    PasswordPolicy(@Any Instance<BreachCheck> breaches) {
        this(breaches.stream().toList());
    }

    PasswordPolicy(List<BreachCheck> breaches) {
        this.breaches = List.copyOf(breaches);
    }

    /// Whether somebody may try it at all. Asked before anything costly is done.
    static boolean isTooLong(EnteredPassword password) {
        return password.length() > LONGEST;
    }

    /// What speaks against a new password. May read files: not for the event loop.
    Optional<Objection> objection(EnteredPassword password, OwnWords words) {
        if (isTooLong(password)) {
            return Optional.of(Objection.TOO_LONG);
        }
        if (password.length() < SHORTEST) {
            return Optional.of(Objection.TOO_SHORT);
        }
        if (words.lengthWithoutThem(password.reveal()) < SHORTEST) {
            return Optional.of(Objection.OWN_WORDS);
        }
        return breaches.stream().anyMatch(check -> check.knows(password.reveal()))
                ? Optional.of(Objection.TOO_COMMON)
                : Optional.empty();
    }
}
