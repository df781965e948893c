package dev.latchkey.access;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// The public key of whoever opens tickets: X25519. Anyone who has it can tie a token to a live login, offline.
///
/// @param value the 32 bytes of RFC 7748 as 43 characters of base64url, unpadded
public record TicketKey(String value) {
    static final int KID = 4;

    public TicketKey {
        if (Bytes32.decode(value).isEmpty()) {
            throw new IllegalArgumentException("not a ticket key");
        }
    }

    /// The key with these bytes.
    ///
    /// @param bytes 32, as RFC 7748 writes them
    public static TicketKey of(byte[] bytes) {
        return new TicketKey(Bytes32.encode(bytes));
    }

    public static Optional<TicketKey> parse(String text) {
        return Bytes32.decode(text).map(TicketKey::of);
    }

    /// What a ticket names the key by: the first 4 bytes of its SHA-256, as 8 hexadecimal digits.
    public String kid() {
        return HexFormat.of().formatHex(kidBytes());
    }

    byte[] kidBytes() {
        return Arrays.copyOf(Sha256.fresh().digest(bytes()), KID);
    }

    byte[] bytes() {
        return Bytes32.decode(value).orElseThrow();
    }

    @Override
    public String toString() {
        return "TicketKey[" + kid() + "]";
    }
}
