package dev.latchkey.session.device;

import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/// The name of a browser or command line: `dev_` and 60 random bits. It identifies and never authenticates.
///
/// @param publicId with the prefix
public record DeviceId(String publicId) {
    private static final String PREFIX = "dev_";
    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int LENGTH = 12;
    private static final Pattern FORM = Pattern.compile(PREFIX + "[0-9a-hjkmnp-tv-z]{12}");

    public DeviceId {
        if (!FORM.matcher(publicId).matches()) {
            throw new IllegalArgumentException("not a device id");
        }
    }

    public static DeviceId random(RandomGenerator random) {
        var id = new StringBuilder(PREFIX);
        for (var i = 0; i < LENGTH; i++) {
            id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return new DeviceId(id.toString());
    }

    public static Optional<DeviceId> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new DeviceId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return publicId;
    }
}
