package dev.latchkey.access;

import java.util.Optional;

/// The two levels there are; write includes read.
public enum Access {
    READ("read"),
    WRITE("write");

    private final String slug;

    Access(String slug) {
        this.slug = slug;
    }

    /// The word the caveat, the API and the pages use.
    public String slug() {
        return slug;
    }

    /// Whether who has this level has `other` too.
    public boolean includes(Access other) {
        return compareTo(other) >= 0;
    }

    public static Optional<Access> parse(String text) {
        return switch (text) {
            case "read" -> Optional.of(READ);
            case "write" -> Optional.of(WRITE);
            default -> Optional.empty();
        };
    }
}
