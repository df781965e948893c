package dev.latchkey.embedded.identity;

import dev.latchkey.embedded.PrivateFile;
import dev.latchkey.events.ServiceName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/// Issues the service JWTs that a cluster would project into the pods: same claims, same files, one per caller and
/// callee, renewed before they expire.
///
/// All files are readable by their owner alone. The signing key stays in the directory, so that what runs goes on being
/// trusted after a restart.
public final class ServiceIdentityIssuer {
    /// What a projected service-account token lives by default.
    public static final Duration LIFETIME = Duration.ofHours(1);

    private static final String NAMESPACE = "latchkey";
    private static final int KEY_BITS = 2048;

    private final Path directory;
    private final String issuer;
    private final Clock clock;
    private final RsaJsonWebKey key;
    private Instant renewAt = Instant.MIN;

    private ServiceIdentityIssuer(Path directory, String issuer, Clock clock, RsaJsonWebKey key) {
        this.directory = directory;
        this.issuer = issuer;
        this.clock = clock;
        this.key = key;
    }

    /// Opens the identity directory: makes the signing key at the first start, publishes its public half, issues all
    /// tokens.
    ///
    /// @param issuer the `iss` of the tokens
    public static ServiceIdentityIssuer open(Path directory, String issuer, Clock clock) throws IOException {
        PrivateFile.directory(directory);
        var opened = new ServiceIdentityIssuer(directory, issuer, clock, key(directory.resolve("signing-key.json")));
        var published = new JsonWebKeySet(opened.key).toJson(OutputControlLevel.PUBLIC_ONLY);
        PrivateFile.write(opened.jwks(), published);
        opened.renewIfDue();
        return opened;
    }

    private static RsaJsonWebKey key(Path file) throws IOException {
        try {
            if (Files.exists(file)) {
                return new RsaJsonWebKey(JsonUtil.parseJson(Files.readString(file)));
            }
            var key = RsaJwkGenerator.generateJwk(KEY_BITS, null, new SecureRandom());
            key.setKeyId(UUID.randomUUID().toString());
            key.setUse("sig");
            key.setAlgorithm(AlgorithmIdentifiers.RSA_USING_SHA256);
            PrivateFile.write(file, key.toJson(OutputControlLevel.INCLUDE_PRIVATE));
            return key;
        } catch (JoseException broken) {
            throw new IOException("the signing key in " + file + " cannot be used", broken);
        }
    }

    public String issuer() {
        return issuer;
    }

    /// The public keys, as a JSON Web Key Set.
    public Path jwks() {
        return directory.resolve("jwks.json");
    }

    /// The directory with the tokens of a caller: `<callee>.jwt` for each callee.
    public Path tokensOf(ServiceName caller) {
        return directory.resolve(caller.slug());
    }

    /// Writes all tokens anew once a third of their life is over. Cheap enough to be called every few seconds, which
    /// also covers a machine that slept.
    ///
    /// @return whether they were written
    public synchronized boolean renewIfDue() throws IOException {
        var now = clock.instant();
        if (now.isBefore(renewAt)) {
            return false;
        }
        for (var caller : ServiceName.values()) {
            for (var callee : ServiceName.values()) {
                if (caller != callee) {
                    var file = tokensOf(caller).resolve(callee.slug() + ".jwt");
                    PrivateFile.write(file, issue(caller, callee, now.plus(LIFETIME)));
                }
            }
        }
        renewAt = now.plus(LIFETIME.dividedBy(3));
        return true;
    }

    /// A token by which a caller proves to a callee who it is.
    public String issue(ServiceName caller, ServiceName callee, Instant expiry) {
        var now = NumericDate.fromMilliseconds(clock.millis());
        var claims = new JwtClaims();
        claims.setIssuer(issuer);
        // A cluster writes an array even for one; setAudience would write a bare string.
        claims.setClaim("aud", List.of(callee.audience()));
        claims.setSubject(caller.subject(NAMESPACE));
        claims.setIssuedAt(now);
        claims.setNotBefore(now);
        claims.setExpirationTime(NumericDate.fromMilliseconds(expiry.toEpochMilli()));
        claims.setJwtId(UUID.randomUUID().toString());
        claims.setClaim(
                "kubernetes.io", Map.of("namespace", NAMESPACE, "serviceaccount", Map.of("name", caller.account())));
        return sign(claims);
    }

    private String sign(JwtClaims claims) {
        var token = new JsonWebSignature();
        token.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        token.setKeyIdHeaderValue(key.getKeyId());
        token.setKey(key.getPrivateKey());
        token.setPayload(claims.toJson());
        try {
            return token.getCompactSerialization();
        } catch (JoseException unusable) {
            throw new IllegalStateException("the signing key does not sign", unusable);
        }
    }
}
