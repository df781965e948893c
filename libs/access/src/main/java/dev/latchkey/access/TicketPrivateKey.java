package dev.latchkey.access;

import java.security.SecureRandom;

/// The private key that opens tickets. Whoever has it can vouch for everybody whose token names a ticket sealed to
/// it; it is never printed.
public final class TicketPrivateKey {
    private final byte[] bytes;
    private final TicketKey publicKey;

    private TicketPrivateKey(byte[] bytes) {
        this.bytes = bytes;
        this.publicKey = TicketKey.of(X25519.publicKey(bytes));
    }

    /// The key with these bytes.
    ///
    /// @param bytes 32, as RFC 7748 writes them; copied
    /// @throws IllegalArgumentException if there are not 32
    public static TicketPrivateKey of(byte[] bytes) {
        if (bytes.length != Bytes32.LENGTH) {
            throw new IllegalArgumentException("a ticket key has 32 bytes, not " + bytes.length);
        }
        return new TicketPrivateKey(bytes.clone());
    }

    /// A new key.
    public static TicketPrivateKey generate(SecureRandom random) {
        byte[] bytes = new byte[Bytes32.LENGTH];
        random.nextBytes(bytes);
        return new TicketPrivateKey(bytes);
    }

    /// The half that is published.
    public TicketKey publicKey() {
        return publicKey;
    }

    /// A copy of the secret bytes, for whoever must store them.
    public byte[] secretBytes() {
        return bytes.clone();
    }

    byte[] raw() {
        return bytes;
    }

    @Override
    public String toString() {
        return "TicketPrivateKey[" + publicKey.kid() + "]";
    }
}
