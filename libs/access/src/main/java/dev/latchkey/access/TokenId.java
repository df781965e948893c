package dev.latchkey.access;

import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The name of one token for as long as anything remembers it: what revocation, usage, limits and logs are
/// keyed by.
///
/// 128 bits in 26 characters of `0123456789abcdefghjkmnpqrstvwxyz`: 48 bits of Unix milliseconds, so that ids
/// sort by birth, then 80 random bits. It is public; it stands in clear in every token.
///
/// @param value the 26 characters, the first at most `7`
public record TokenId(String value) {
    private static final String PREFIX = "tok_";
    private static final int LENGTH = 26;
    private static final int TIME_CHARACTERS = 10;
    private static final int HALF_RANDOM = 8;
    private static final long LATEST = (1L << 48) - 1;

    public TokenId {
        if (!valid(value)) {
            throw new IllegalArgumentException("not a token id");
        }
    }

    /// A new id, born at `now`.
    public static TokenId of(Instant now, RandomGenerator random) {
        long millis = now.toEpochMilli();
        if (millis < 0 || millis > LATEST) {
            throw new IllegalArgumentException("a token id holds 48 bits of milliseconds");
        }
        return new TokenId(Base32.encode(millis, TIME_CHARACTERS)
                + Base32.encode(random.nextLong(), HALF_RANDOM)
                + Base32.encode(random.nextLong(), HALF_RANDOM));
    }

    public static Optional<TokenId> parse(String text) {
        return valid(text) ? Optional.of(new TokenId(text)) : Optional.empty();
    }

    /// Reads the form the API shows, `tok_…`.
    public static Optional<TokenId> parsePublic(String text) {
        return text.startsWith(PREFIX) ? parse(text.substring(PREFIX.length())) : Optional.empty();
    }

    /// The form the API shows, `tok_…`.
    public String publicId() {
        return PREFIX + value;
    }

    /// When the id was drawn, to the millisecond.
    public Instant bornAt() {
        return Instant.ofEpochMilli(Base32.decode(value, 0, TIME_CHARACTERS));
    }

    private static boolean valid(String text) {
        return Base32.isWord(text, LENGTH) && text.charAt(0) <= '7';
    }

    @Override
    public String toString() {
        return publicId();
    }
}
