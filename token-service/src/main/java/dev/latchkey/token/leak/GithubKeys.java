package dev.latchkey.token.leak;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/// The public keys GitHub's secret scanning signs with, by their id; read again when an unknown id comes, at
/// most once
/// a
/// minute.
@Singleton
final class GithubKeys {
    private static final Logger LOG = Logger.getLogger(GithubKeys.class);
    private static final Duration AT_MOST_EVERY = Duration.ofMinutes(1);
    private static final Duration WITHIN = Duration.ofSeconds(5);

    private final LeakConfig config;
    private final ObjectMapper json;
    private final Clock clock;
    private volatile Map<String, PublicKey> known = Map.of();
    private volatile Instant readAt = Instant.MIN;

    GithubKeys(LeakConfig config, ObjectMapper json, Clock clock) {
        this.config = config;
        this.json = json;
        this.clock = clock;
    }

    /// The document at the address, as GitHub serves it.
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Document(List<Listed> publicKeys) {
        /// One key: PEM of a SubjectPublicKeyInfo.
        @JsonIgnoreProperties(ignoreUnknown = true)
        record Listed(String keyIdentifier, String key) {}
    }

    /// Whether there is a webhook at all.
    boolean areConfigured() {
        return config.githubKeys().isPresent();
    }

    Uni<Optional<PublicKey>> find(String id) {
        var key = known.get(id);
        if (key != null || clock.instant().isBefore(nextRead())) {
            return Uni.createFrom().item(Optional.ofNullable(key));
        }
        return Uni.createFrom()
                .item(this::read)
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .map(read -> Optional.ofNullable(read.get(id)));
    }

    private Instant nextRead() {
        return readAt.equals(Instant.MIN) ? readAt : readAt.plus(AT_MOST_EVERY);
    }

    private synchronized Map<String, PublicKey> read() {
        if (clock.instant().isBefore(nextRead())) {
            return known;
        }
        readAt = clock.instant();
        try {
            var keys = new HashMap<String, PublicKey>();
            for (var listed : json.readValue(text(config.githubKeys().orElseThrow()), Document.class)
                    .publicKeys()) {
                keys.put(listed.keyIdentifier(), key(listed.key()));
            }
            known = Map.copyOf(keys);
        } catch (IOException | UncheckedIOException | GeneralSecurityException | IllegalArgumentException unusable) {
            LOG.warnf("the keys of GitHub's secret scanning were not read: %s", unusable.toString());
        }
        return known;
    }

    private static String text(String address) throws IOException {
        return address.startsWith("https:") ? fetch(URI.create(address)) : Files.readString(Path.of(address));
    }

    private static String fetch(URI address) throws IOException {
        try (var client = HttpClient.newBuilder().connectTimeout(WITHIN).build()) {
            var answer =
                    client.send(HttpRequest.newBuilder(address).timeout(WITHIN).build(), BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IOException("status " + answer.statusCode());
            }
            return answer.body();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", stopping);
        }
    }

    private static PublicKey key(String pem) throws GeneralSecurityException {
        var base64 = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        return KeyFactory.getInstance("EC")
                .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64)));
    }
}
