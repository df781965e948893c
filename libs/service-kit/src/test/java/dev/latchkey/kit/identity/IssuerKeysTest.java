package dev.latchkey.kit.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.latchkey.events.ServiceName;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IssuerKeysTest {
    private static final String ISSUER = "https://identity.example.org";
    private static final RsaJsonWebKey FIRST = key("first");
    private static final RsaJsonWebKey SECOND = key("second");

    private final AtomicInteger readings = new AtomicInteger();
    private Optional<String> published = Optional.empty();
    private final IssuerKeys keys = new IssuerKeys(this::read, ISSUER, ServiceName.TOKEN);
    private final ServiceCallers callers = new ServiceCallers(config(), Clock.systemUTC(), keys);

    private String read() throws IOException {
        readings.incrementAndGet();
        return published.orElseThrow(() -> new IOException("away"));
    }

    @Test
    void noRequestReadsKeys() {
        // given
        publish(FIRST);
        keys.read();

        // when
        var known = callers.verify(bearer(FIRST));
        var unknown = callers.verify(bearer(SECOND));
        var nonsense = callers.verify("Bearer eyJhbGciOiJSUzI1NiIsImtpZCI6Im1vb24ifQ.e30.AAAA");

        // then
        assertThat(known).contains(ServiceName.AUDIT);
        assertThat(unknown).isEmpty();
        assertThat(nonsense).isEmpty();
        assertThat(readings).hasValue(1);
    }

    @Test
    void beforeTheFirstKeysNobodyIsKnownAndTheServiceIsNotReady() {
        // given
        var readiness = new IssuerKeysReadiness(keys);

        // when
        keys.read();
        var before = readiness.call().getStatus();
        var unknown = callers.verify(bearer(FIRST));
        publish(FIRST);
        keys.read();

        // then
        assertThat(before).isEqualTo(Status.DOWN);
        assertThat(unknown).isEmpty();
        assertThat(readiness.call().getStatus()).isEqualTo(Status.UP);
        assertThat(callers.verify(bearer(FIRST))).contains(ServiceName.AUDIT);
    }

    @Test
    void aKeyThatIsPublishedNoMoreVouchesForNobody() {
        // given
        publish(FIRST);
        keys.read();
        var first = bearer(FIRST);
        assertThat(callers.verify(first)).contains(ServiceName.AUDIT);

        // when
        publish(FIRST, SECOND);
        keys.read();

        // then
        assertThat(callers.verify(first)).contains(ServiceName.AUDIT);
        assertThat(callers.verify(bearer(SECOND))).contains(ServiceName.AUDIT);

        // when
        publish(SECOND);
        keys.read();

        // then
        assertThat(callers.verify(first)).isEmpty();
        assertThat(callers.verify(bearer(SECOND))).contains(ServiceName.AUDIT);
    }

    @Test
    void whatCannotBeReadLeavesTheKeysAsTheyAre() {
        // given
        publish(FIRST);
        keys.read();

        for (var broken : List.of(Optional.<String>empty(), Optional.of("<html>"), Optional.of("{\"keys\":[]}"))) {
            // when
            published = broken;
            keys.read();

            // then
            assertThat(callers.verify(bearer(FIRST))).contains(ServiceName.AUDIT);
        }
    }

    @Test
    void keysAreReadFromAFile(@TempDir Path folder) throws IOException {
        // given
        var file = Files.writeString(folder.resolve("jwks.json"), "one");
        var source = KeySource.at(file.toString());
        assertThat(source.read()).isEqualTo("one");

        // when
        Files.writeString(file, "two");

        // then
        assertThat(source.read()).isEqualTo("two");
    }

    @Test
    void keysAreFetchedFromAnAddress() throws IOException {
        // given
        var status = new AtomicInteger(200);
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/jwks", exchange -> {
            exchange.sendResponseHeaders(status.get(), 4);
            exchange.getResponseBody().write("keys".getBytes(UTF_8));
            exchange.close();
        });
        server.start();
        try {
            var source = KeySource.from(
                    URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/jwks"));

            // then
            assertThat(source.read()).isEqualTo("keys");

            // when
            status.set(500);

            // then
            assertThatThrownBy(source::read).isInstanceOf(IOException.class).hasMessageContaining("500");
        } finally {
            server.stop(0);
        }
    }

    private void publish(RsaJsonWebKey... these) {
        published = Optional.of(new JsonWebKeySet(these).toJson(OutputControlLevel.PUBLIC_ONLY));
    }

    private static RsaJsonWebKey key(String id) {
        try {
            var key = RsaJwkGenerator.generateJwk(2048, null, new SecureRandom());
            key.setKeyId(id);
            key.setAlgorithm("RS256");
            return key;
        } catch (JoseException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String bearer(RsaJsonWebKey key) {
        var claims = new JwtClaims();
        claims.setIssuer(ISSUER);
        claims.setClaim("aud", List.of(ServiceName.TOKEN.audience()));
        claims.setSubject(ServiceName.AUDIT.subject("latchkey"));
        claims.setIssuedAtToNow();
        claims.setExpirationTimeMinutesInTheFuture(5);
        var token = new JsonWebSignature();
        token.setAlgorithmHeaderValue("RS256");
        token.setKeyIdHeaderValue(key.getKeyId());
        token.setKey(key.getPrivateKey());
        token.setPayload(claims.toJson());
        try {
            return "Bearer " + token.getCompactSerialization();
        } catch (JoseException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static IdentityConfig config() {
        return new IdentityConfig() {
            @Override
            public ServiceName self() {
                return ServiceName.TOKEN;
            }

            @Override
            public String issuer() {
                return ISSUER;
            }

            @Override
            public String jwks() {
                return "unused";
            }

            @Override
            public Path tokens() {
                return Path.of("unused");
            }

            @Override
            public String namespace() {
                return "latchkey";
            }
        };
    }
}
