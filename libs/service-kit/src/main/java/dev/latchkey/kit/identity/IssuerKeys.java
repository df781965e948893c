package dev.latchkey.kit.identity;

import dev.latchkey.events.ServiceName;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.DefaultJWTParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTParser;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.lang.JoseException;

/// The issuer's public keys in memory: read at the start and every ten seconds by a worker thread, so that no request
/// waits for them and none can have them fetched. Keys that cannot be read anew stay as they are.
@Singleton
public final class IssuerKeys {
    private static final Logger LOG = Logger.getLogger(IssuerKeys.class);
    private static final long EVERY_MILLIS = Duration.ofSeconds(10).toMillis();

    /// The key set as its issuer publishes it (RFC 7517 §5).
    private record Held(String keys, JWTParser parser) {}

    private final KeySource source;
    private final String issuer;
    private final ServiceName self;
    private final AtomicBoolean reading = new AtomicBoolean();
    private volatile Optional<Held> held = Optional.empty();
    private volatile long timer;

    @Inject
    IssuerKeys(IdentityConfig config) {
        this(KeySource.at(config.jwks()), config.issuer(), config.self());
    }

    IssuerKeys(KeySource source, String issuer, ServiceName self) {
        this.source = source;
        this.issuer = issuer;
        this.self = self;
    }

    void onStart(@Observes StartupEvent started, Vertx vertx) {
        read();
        timer = vertx.setPeriodic(EVERY_MILLIS, fired -> readElsewhere());
    }

    void onStop(@Observes ShutdownEvent stopping, Vertx vertx) {
        vertx.cancelTimer(timer);
    }

    private void readElsewhere() {
        if (reading.compareAndSet(false, true)) {
            Uni.createFrom()
                    .voidItem()
                    .emitOn(Infrastructure.getDefaultWorkerPool())
                    .invoke(this::read)
                    .onTermination()
                    .invoke(() -> reading.set(false))
                    .subscribe()
                    .with(done -> {}, failure -> LOG.errorf(failure, "keys of the issuer not read"));
        }
    }

    /// Waits for the issuer.
    void read() {
        try {
            var keys = source.read();
            if (held.filter(before -> before.keys().equals(keys)).isEmpty()) {
                if (new JsonWebKeySet(keys).getJsonWebKeys().isEmpty()) {
                    throw new IOException("there is none");
                }
                held = Optional.of(new Held(keys, new DefaultJWTParser(trust(keys))));
            }
        } catch (IOException | JoseException failed) {
            LOG.warnf("keys of the issuer not read: %s", failed.toString());
        }
    }

    private JWTAuthContextInfo trust(String keys) {
        var trust = new JWTAuthContextInfo();
        trust.setPublicKeyContent(keys);
        trust.setIssuedBy(issuer);
        trust.setSignatureAlgorithm(Set.of(SignatureAlgorithm.RS256, SignatureAlgorithm.ES256));
        trust.setExpectedAudience(Set.of(self.audience()));
        return trust;
    }

    /// Checks a JWT with the keys of now; empty before any have been read.
    Optional<JWTParser> parser() {
        return held.map(Held::parser);
    }
}
