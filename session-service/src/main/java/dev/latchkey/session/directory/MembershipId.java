package dev.latchkey.session.directory;

import java.util.random.RandomGenerator;

/// The name of a membership, `mem_…`: 60 random bits.
///
/// @param publicId as the API shows it
public record MembershipId(String publicId) {
    private static final String PREFIX = "mem_";
    private static final int LENGTH = 12;

    public MembershipId {
        if (!publicId.startsWith(PREFIX) || !Letters.areAll(publicId.substring(PREFIX.length()), LENGTH)) {
            throw new IllegalArgumentException("not a membership id");
        }
    }

    public static MembershipId random(RandomGenerator random) {
        return new MembershipId(PREFIX + Letters.random(random, LENGTH));
    }

    @Override
    public String toString() {
        return publicId;
    }
}
