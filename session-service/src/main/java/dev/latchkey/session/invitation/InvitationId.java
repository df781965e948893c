package dev.latchkey.session.invitation;

import dev.latchkey.session.directory.Letters;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The name of an invitation, `inv_…`: 60 random bits, no secret.
///
/// @param publicId as the API shows it
record InvitationId(String publicId) {
    private static final String PREFIX = "inv_";
    private static final int LENGTH = 12;

    InvitationId {
        if (!isId(publicId)) {
            throw new IllegalArgumentException("not an invitation id");
        }
    }

    static InvitationId random(RandomGenerator random) {
        return new InvitationId(PREFIX + Letters.random(random, LENGTH));
    }

    static Optional<InvitationId> parse(String text) {
        return isId(text) ? Optional.of(new InvitationId(text)) : Optional.empty();
    }

    private static boolean isId(String text) {
        return text.startsWith(PREFIX) && Letters.areAll(text.substring(PREFIX.length()), LENGTH);
    }

    @Override
    public String toString() {
        return publicId;
    }
}
