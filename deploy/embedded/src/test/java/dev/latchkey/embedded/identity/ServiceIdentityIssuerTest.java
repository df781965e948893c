package dev.latchkey.embedded.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.latchkey.events.ServiceName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceIdentityIssuerTest {
    private static final String ISSUER = "https://identity.example.org";

    @TempDir
    private Path directory;

    private final Ticking clock = new Ticking();

    @Test
    void aTokenHasTheShapeOfAProjectedServiceAccountToken() throws Exception {
        // given
        var issuer = ServiceIdentityIssuer.open(directory, ISSUER, clock);

        // when
        var claims = accepted(Files.readString(tokenFile(issuer, ServiceName.SESSION, ServiceName.TOKEN)));

        // then
        assertThat(claims.getSubject()).isEqualTo("system:serviceaccount:latchkey:session-service");
        assertThat(claims.getClaimValue("aud")).isEqualTo(List.of("latchkey-token"));
        assertThat(claims.getExpirationTime().getValue())
                .isEqualTo(clock.now.plus(Duration.ofHours(1)).getEpochSecond());
        assertThat(claims.getNotBefore()).isEqualTo(NumericDate.fromSeconds(clock.now.getEpochSecond()));
        assertThat(claims.getClaimValue("kubernetes.io"))
                .isEqualTo(Map.of("namespace", "latchkey", "serviceaccount", Map.of("name", "session-service")));
    }

    @Test
    void everyCallerHasATokenForEveryOtherServiceAndNoneForItself() throws Exception {
        // when
        var issuer = ServiceIdentityIssuer.open(directory, ISSUER, clock);

        // then
        for (var caller : ServiceName.values()) {
            assertThat(issuer.tokensOf(caller)).isEqualTo(directory.resolve(caller.slug()));
            for (var callee : ServiceName.values()) {
                assertThat(Files.exists(tokenFile(issuer, caller, callee))).isEqualTo(caller != callee);
            }
        }
    }

    @Test
    void everyFileIsTheOwnersAlone() throws Exception {
        // when
        ServiceIdentityIssuer.open(directory, ISSUER, clock);

        // then
        try (var files = Files.walk(directory)) {
            assertThat(files.filter(Files::isRegularFile).toList())
                    .hasSize(14)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    void thePublishedKeysHoldNoPrivatePart() throws Exception {
        // when
        var issuer = ServiceIdentityIssuer.open(directory, ISSUER, clock);

        // then
        assertThat(Files.readString(issuer.jwks()))
                .contains("\"kty\":\"RSA\"", "\"kid\":", "\"alg\":\"RS256\"")
                .doesNotContain("\"d\":", "\"p\":", "\"q\":");
    }

    @Test
    void theKeySurvivesARestart() throws Exception {
        // given
        var before = ServiceIdentityIssuer.open(directory, ISSUER, clock);
        var token = before.issue(ServiceName.AUDIT, ServiceName.TOKEN, clock.now.plusSeconds(60));

        // when
        ServiceIdentityIssuer.open(directory, ISSUER, clock);

        // then
        assertThat(accepted(token).getSubject()).isEqualTo("system:serviceaccount:latchkey:audit-service");
    }

    @Test
    void tokensAreRenewedLongBeforeTheyExpireAndNotOftener() throws Exception {
        // given
        var issuer = ServiceIdentityIssuer.open(directory, ISSUER, clock);
        var file = tokenFile(issuer, ServiceName.TOKEN, ServiceName.AUDIT);
        var first = Files.readString(file);

        // when
        clock.now = clock.now.plus(Duration.ofMinutes(19));
        var early = issuer.renewIfDue();
        clock.now = clock.now.plus(Duration.ofMinutes(1));
        var due = issuer.renewIfDue();

        // then
        assertThat(early).isFalse();
        assertThat(due).isTrue();
        assertThat(accepted(Files.readString(file)).getJwtId())
                .isNotEqualTo(accepted(first).getJwtId());
    }

    @Test
    void aTokenForOneCalleeIsNoneForAnother() throws Exception {
        // given
        var issuer = ServiceIdentityIssuer.open(directory, ISSUER, clock);
        var forAudit = Files.readString(tokenFile(issuer, ServiceName.SESSION, ServiceName.AUDIT));

        // when, then
        assertThatExceptionOfType(InvalidJwtException.class)
                .isThrownBy(() -> consumed(forAudit, ServiceName.TOKEN.audience()));
    }

    private static Path tokenFile(ServiceIdentityIssuer issuer, ServiceName caller, ServiceName callee) {
        return issuer.tokensOf(caller).resolve(callee.slug() + ".jwt");
    }

    private JwtClaims accepted(String token) throws Exception {
        return consumed(token, ServiceName.TOKEN.audience(), ServiceName.AUDIT.audience());
    }

    private JwtClaims consumed(String token, String... audience) throws Exception {
        var keys = new JsonWebKeySet(Files.readString(directory.resolve("jwks.json"))).getJsonWebKeys();
        return new JwtConsumerBuilder()
                .setVerificationKeyResolver(new JwksVerificationKeyResolver(keys))
                .setExpectedIssuer(ISSUER)
                .setExpectedAudience(audience)
                .setEvaluationTime(NumericDate.fromMilliseconds(clock.millis()))
                .build()
                .processToClaims(token);
    }

    private static final class Ticking extends Clock {
        private Instant now = Instant.parse("2026-03-01T10:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
