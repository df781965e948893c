package dev.latchkey.access;

import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The name of one login, which carries when the login began.
///
/// Seven characters of Unix seconds, seven random ones. The start lets a verifier refuse an old session without
/// remembering for ever that it ended.
///
/// @param value the fourteen characters of `0123456789abcdefghjkmnpqrstvwxyz`
public record SessionId(String value) {
    static final String PREFIX = "ses_";
    private static final int LENGTH = 14;
    private static final int TIME_CHARACTERS = 7;
    private static final int RANDOM_CHARACTERS = 7;
    private static final long LATEST = (1L << 35) - 1;

    public SessionId {
        if (!Base32.isWord(value, LENGTH)) {
            throw new IllegalArgumentException("not a session id");
        }
    }

    /// A new id for a session that begins at `start`, of which whole seconds are kept.
    public static SessionId of(Instant start, RandomGenerator random) {
        long seconds = start.getEpochSecond();
        if (seconds < 0 || seconds > LATEST) {
            throw new IllegalArgumentException("a session id holds 35 bits of seconds");
        }
        return new SessionId(
                Base32.encode(seconds, TIME_CHARACTERS) + Base32.encode(random.nextLong(), RANDOM_CHARACTERS));
    }

    public static Optional<SessionId> parse(String text) {
        return Base32.isWord(text, LENGTH) ? Optional.of(new SessionId(text)) : Optional.empty();
    }

    /// Reads the form the API shows, `ses_…`.
    public static Optional<SessionId> parsePublic(String text) {
        return text.startsWith(PREFIX) ? parse(text.substring(PREFIX.length())) : Optional.empty();
    }

    /// The form the API shows, `ses_…`.
    public String publicId() {
        return PREFIX + value;
    }

    /// When the session began, to the second.
    public Instant startedAt() {
        return Instant.ofEpochSecond(Base32.decode(value, 0, TIME_CHARACTERS));
    }

    @Override
    public String toString() {
        return publicId();
    }
}
