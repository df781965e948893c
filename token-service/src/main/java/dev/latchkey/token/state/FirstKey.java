package dev.latchkey.token.state;

import dev.latchkey.access.SessionId;
import dev.latchkey.access.TokenId;
import dev.latchkey.events.StateKey;
import java.time.Instant;
import java.util.random.RandomGenerator;

/// The key that sorts before those of everything born from a moment on.
final class FirstKey {
    private static final RandomGenerator ZEROS = () -> 0L;

    private FirstKey() {}

    static String ofTokenBornAt(Instant birth) {
        return StateKey.token(TokenId.of(birth, ZEROS).publicId());
    }

    static String ofSessionStartedAt(Instant start) {
        return StateKey.session(SessionId.of(start, ZEROS).publicId());
    }
}
