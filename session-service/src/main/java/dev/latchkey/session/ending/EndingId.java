package dev.latchkey.session.ending;

import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/// The name of one act that ended sessions: `end_` and 100 random bits.
record EndingId(String publicId) {
    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int LENGTH = 20;
    private static final Pattern FORM = Pattern.compile("end_[0-9a-hjkmnp-tv-z]{20}");

    static EndingId random(RandomGenerator random) {
        var id = new StringBuilder("end_");
        for (var i = 0; i < LENGTH; i++) {
            id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return new EndingId(id.toString());
    }

    static Optional<EndingId> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new EndingId(text)) : Optional.empty();
    }
}
