package dev.latchkey.session.password;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.access.PersonId;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PasswordsTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    /// No thread hashes here: whatever wants a hash is told that there is no room.
    private final Passwords passwords = new Passwords(
            new PasswordPolicy(List.of()),
            new Argon2id(new Phc.Cost(64, 1, 1), new Peppers(List.of()), new SecureRandom()),
            closed(),
            new PasswordStore(Clock.systemUTC()));

    @Test
    void whatIsTooLongIsRefusedUnhashed() {
        // given
        var tooLong = EnteredPassword.of("é".repeat(257));
        var longest = EnteredPassword.of("é".repeat(256));

        // then
        assertThat(passwords
                        .check(Optional.of(PersonId.random(new Random())), tooLong)
                        .await()
                        .atMost(SOON))
                .isEqualTo(new CheckOutcome.Wrong());
        assertThat(passwords.hash(tooLong, OwnWords.of(List.of())).await().atMost(SOON))
                .isEqualTo(new Hashing.Refused(Objection.TOO_LONG));
        assertThat(passwords.hash(longest, OwnWords.of(List.of())).await().atMost(SOON))
                .isEqualTo(new Hashing.Busy());
    }

    private static HashPool closed() {
        var pool = new HashPool(1, 1);
        pool.close();
        return pool;
    }
}
