package dev.latchkey.access;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/// The one spelling of 32 bytes as text: 43 characters of base64url, unpadded, unused bits zero.
final class Bytes32 {
    static final int LENGTH = 32;
    static final int CHARACTERS = 43;

    private Bytes32() {}

    static String encode(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("32 bytes are needed, not " + bytes.length);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /// Empty for any other spelling.
    static Optional<byte[]> decode(String text) {
        if (text.length() != CHARACTERS) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            if (encode(bytes).equals(text)) {
                return Optional.of(bytes);
            }
            Arrays.fill(bytes, (byte) 0);
            return Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
