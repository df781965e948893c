package dev.latchkey.access;

import java.security.MessageDigest;
import java.util.Optional;

/// The last six characters of a token's text: public, the same for every copy narrowed from it.
///
/// The first 30 bits of SHA-256 over the identifier, as six characters of `0123456789abcdefghjkmnpqrstvwxyz`.
/// It is computed from what stands in clear in every token, never from key or signature, so showing it gives
/// nothing away; and since narrowing keeps the identifier, it keeps the hint.
///
/// @param value the six characters, such as `2wn98f`
public record Hint(String value) {
    static final int LENGTH = 6;
    private static final int BITS = 30;

    public Hint {
        if (!Base32.isWord(value, LENGTH)) {
            throw new IllegalArgumentException("not a hint");
        }
    }

    public static Optional<Hint> parse(String text) {
        return Base32.isWord(text, LENGTH) ? Optional.of(new Hint(text)) : Optional.empty();
    }

    /// The hint of everything that carries this identifier.
    static Hint of(byte[] identifier) {
        MessageDigest sha256 = Sha256.fresh();
        return new Hint(Base32.encode(Sha256.leadingBits(sha256.digest(identifier), BITS), LENGTH));
    }

    @Override
    public String toString() {
        return value;
    }
}
