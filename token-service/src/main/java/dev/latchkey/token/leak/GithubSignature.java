package dev.latchkey.token.leak;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;

/// The signature GitHub puts on a report: ECDSA over NIST P-256 with SHA-256, of the body as it was sent.
final class GithubSignature {
    private GithubSignature() {}

    static boolean holds(PublicKey key, byte[] body, String signature) {
        try {
            var ecdsa = Signature.getInstance("SHA256withECDSA");
            ecdsa.initVerify(key);
            ecdsa.update(body);
            return ecdsa.verify(Base64.getDecoder().decode(signature.strip()));
        } catch (GeneralSecurityException | IllegalArgumentException malformed) {
            return false;
        }
    }
}
