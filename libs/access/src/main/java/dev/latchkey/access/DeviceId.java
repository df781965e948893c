package dev.latchkey.access;

import java.util.Optional;
import java.util.random.RandomGenerator;

/// The name of a device: 60 random bits in twelve characters of `0123456789abcdefghjkmnpqrstvwxyz`.
///
/// @param value the twelve characters
public record DeviceId(String value) {
    private static final String PREFIX = "dev_";
    private static final int LENGTH = 12;

    public DeviceId {
        if (!Base32.isWord(value, LENGTH)) {
            throw new IllegalArgumentException("not a device id");
        }
    }

    /// A new id; the table that holds it keeps it unique.
    public static DeviceId random(RandomGenerator random) {
        return new DeviceId(Base32.encode(random.nextLong(), LENGTH));
    }

    public static Optional<DeviceId> parse(String text) {
        return Base32.isWord(text, LENGTH) ? Optional.of(new DeviceId(text)) : Optional.empty();
    }

    /// Reads the form the API shows, `dev_…`.
    public static Optional<DeviceId> parsePublic(String text) {
        return text.startsWith(PREFIX) ? parse(text.substring(PREFIX.length())) : Optional.empty();
    }

    /// The form the API shows, `dev_…`.
    public String publicId() {
        return PREFIX + value;
    }

    @Override
    public String toString() {
        return publicId();
    }
}
