package dev.latchkey.access;

import java.util.Optional;
import java.util.random.RandomGenerator;

/// The name of a person: 60 random bits in twelve characters of `0123456789abcdefghjkmnpqrstvwxyz`.
///
/// It stands in clear in the identifier of a token and is shown as `per_…`.
///
/// @param value the twelve characters
public record PersonId(String value) {
    private static final String PREFIX = "per_";
    private static final int LENGTH = 12;

    public PersonId {
        if (!Base32.isWord(value, LENGTH)) {
            throw new IllegalArgumentException("not a person id");
        }
    }

    /// A new id; the table that holds it keeps it unique.
    public static PersonId random(RandomGenerator random) {
        return new PersonId(Base32.encode(random.nextLong(), LENGTH));
    }

    public static Optional<PersonId> parse(String text) {
        return Base32.isWord(text, LENGTH) ? Optional.of(new PersonId(text)) : Optional.empty();
    }

    /// Reads the form the API shows, `per_…`.
    public static Optional<PersonId> parsePublic(String text) {
        return text.startsWith(PREFIX) ? parse(text.substring(PREFIX.length())) : Optional.empty();
    }

    /// The form the API shows, `per_…`.
    public String publicId() {
        return PREFIX + value;
    }

    @Override
    public String toString() {
        return publicId();
    }
}
