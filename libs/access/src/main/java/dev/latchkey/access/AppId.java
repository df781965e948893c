package dev.latchkey.access;

import java.util.Optional;
import java.util.random.RandomGenerator;

/// The name of an app, which is an OAuth client: 60 random bits in twelve characters of
/// `0123456789abcdefghjkmnpqrstvwxyz`.
///
/// It stands in clear in the identifier of a token and is shown as `app_…`.
///
/// @param value the twelve characters
public record AppId(String value) {
    private static final String PREFIX = "app_";
    private static final int LENGTH = 12;

    public AppId {
        if (!Base32.isWord(value, LENGTH)) {
            throw new IllegalArgumentException("not an app id");
        }
    }

    /// A new id; the table that holds it keeps it unique.
    public static AppId random(RandomGenerator random) {
        return new AppId(Base32.encode(random.nextLong(), LENGTH));
    }

    public static Optional<AppId> parse(String text) {
        return Base32.isWord(text, LENGTH) ? Optional.of(new AppId(text)) : Optional.empty();
    }

    /// Reads the form the API shows, `app_…`.
    public static Optional<AppId> parsePublic(String text) {
        return text.startsWith(PREFIX) ? parse(text.substring(PREFIX.length())) : Optional.empty();
    }

    /// The form the API shows, `app_…`.
    public String publicId() {
        return PREFIX + value;
    }

    @Override
    public String toString() {
        return publicId();
    }
}
