package dev.latchkey.kit.identity;

import dev.latchkey.events.ServiceName;
import io.smallrye.jwt.auth.principal.JWTParser;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;

/// Reads who is calling from a service JWT: RS256 or ES256, our issuer, our audience, a service account of our
/// namespace.
///
/// A verified JWT is remembered by its digest until it expires or the issuer's keys change, because checking a
/// signature costs more than answering.
@ApplicationScoped
public class ServiceCallers {
    private static final Logger LOG = Logger.getLogger(ServiceCallers.class);
    private static final String BEARER = "Bearer ";
    private static final int REMEMBERED = 1_000;

    private record Known(ServiceName caller, Instant expires, JWTParser by) {}

    private final IdentityConfig config;
    private final Clock clock;
    private final IssuerKeys keys;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    public ServiceCallers(IdentityConfig config, Clock clock, IssuerKeys keys) {
        this.config = config;
        this.clock = clock;
        this.keys = keys;
    }

    /// The service whose JWT stands in the value of an `Authorization` header; empty for anything else.
    public Optional<ServiceName> verify(String authorization) {
        if (!authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return Optional.empty();
        }
        return keys.parser().flatMap(parser -> verify(authorization.substring(BEARER.length()), parser));
    }

    private Optional<ServiceName> verify(String jwt, JWTParser parser) {
        var digest = digest(jwt);
        var remembered = known.get(digest);
        if (remembered != null
                && remembered.by().equals(parser)
                && clock.instant().isBefore(remembered.expires())) {
            return Optional.of(remembered.caller());
        }
        return parse(jwt, parser).flatMap(verified -> remember(digest, verified, parser));
    }

    /// Whether this service may call the endpoint of ours at this path with its own identity.
    boolean mayCall(ServiceName caller, String method, String path) {
        return InternalEndpoint.at(config.self(), method, path)
                .filter(endpoint -> endpoint.allows(caller))
                .isPresent();
    }

    private static Optional<JsonWebToken> parse(String jwt, JWTParser parser) {
        try {
            return Optional.of(parser.parse(jwt));
        } catch (ParseException refused) {
            LOG.debug("service JWT refused", refused);
            return Optional.empty();
        }
    }

    private Optional<ServiceName> remember(String digest, JsonWebToken verified, JWTParser parser) {
        var subject = verified.getSubject();
        if (subject == null) {
            return Optional.empty();
        }
        var caller = ServiceName.ofSubject(subject, config.namespace());
        if (known.size() >= REMEMBERED) {
            known.clear();
        }
        caller.ifPresent(name ->
                known.put(digest, new Known(name, Instant.ofEpochSecond(verified.getExpirationTime()), parser)));
        return caller;
    }

    private static String digest(String jwt) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(jwt.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
