package dev.latchkey.access;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import java.util.Optional;
import javax.crypto.KeyAgreement;

/// X25519 over the 32-byte strings of RFC 7748, by the JDK's XDH.
final class X25519 {
    private static final byte[] BASE = base();

    private X25519() {}

    static byte[] publicKey(byte[] secret) {
        return agree(secret, BASE).orElseThrow();
    }

    /// The shared secret; empty for a public key of small order, with which it would be no secret.
    static Optional<byte[]> agree(byte[] secret, byte[] theirs) {
        try {
            KeyFactory keys = KeyFactory.getInstance("X25519");
            KeyAgreement agreement = KeyAgreement.getInstance("X25519");
            agreement.init(keys.generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, secret)));
            agreement.doPhase(
                    keys.generatePublic(new XECPublicKeySpec(NamedParameterSpec.X25519, coordinate(theirs))), true);
            return Optional.of(agreement.generateSecret());
        } catch (InvalidKeyException smallOrder) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has X25519", e);
        }
    }

    /// Little-endian, the highest bit ignored (RFC 7748 §5).
    private static BigInteger coordinate(byte[] theirs) {
        byte[] bigEndian = new byte[theirs.length];
        for (int i = 0; i < theirs.length; i++) {
            bigEndian[i] = theirs[theirs.length - 1 - i];
        }
        bigEndian[0] &= 0x7f;
        return new BigInteger(1, bigEndian);
    }

    private static byte[] base() {
        byte[] base = new byte[Bytes32.LENGTH];
        base[0] = 9;
        return base;
    }
}
