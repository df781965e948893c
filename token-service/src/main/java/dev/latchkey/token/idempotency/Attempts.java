package dev.latchkey.token.idempotency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.latchkey.access.Effective;
import dev.latchkey.events.ServiceName;
import dev.latchkey.kit.problem.InvalidRequestException;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/// Reads the header `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header): a string in quotes, or bare.
@Singleton
public final class Attempts {
    /// The name of the header.
    public static final String HEADER = "Idempotency-Key";

    private static final int LONGEST = 255;

    private final ObjectMapper json;

    Attempts(ObjectMapper json) {
        this.json = json;
    }

    /// The attempt a request is; empty when it brings no key.
    ///
    /// A key belongs to the exact copy of the token that was presented: a narrowed copy must not be handed what
    /// the
    /// whole token made.
    ///
    /// @param body the request as it was read
    public Optional<Attempt> of(HttpServerRequest http, Effective caller, Object body) {
        return of(
                http,
                caller.tokenId().publicId() + '/' + (caller.narrowed() ? caller.fingerprint() + "+" : "as-issued"),
                body);
    }

    /// The same for one of our services, whose key stands for whoever it names in the body.
    public Optional<Attempt> of(HttpServerRequest http, ServiceName caller, Object body) {
        return of(http, "service/" + caller.account(), body);
    }

    private Optional<Attempt> of(HttpServerRequest http, String who, Object body) {
        var values = http.headers().getAll(HEADER);
        if (values.isEmpty()) {
            return Optional.empty();
        }
        if (values.size() > 1) {
            throw new InvalidRequestException(HEADER, "Send one key.");
        }
        return Optional.of(new Attempt(
                digest("latchkey/idempotency/v1", who, read(values.getFirst())),
                digest(http.method().name(), Optional.ofNullable(http.path()).orElse(""), text(body))));
    }

    private static String read(String value) {
        var text = value.strip();
        var quoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
        var key = quoted ? unescaped(text.substring(1, text.length() - 1)) : text;
        if (key.isEmpty() || key.length() > LONGEST || !key.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw new InvalidRequestException(HEADER, "A string of 1 to 255 visible ASCII characters, in quotes.");
        }
        return key;
    }

    private static String unescaped(String text) {
        return text.replace("\\\"", "\"").replace("\\\\", "\\");
    }

    private String text(Object body) {
        try {
            return json.writeValueAsString(body);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a request that was read cannot be written", impossible);
        }
    }

    /// Each part with its length before it, so that no two lists of parts are hashed alike.
    private static String digest(String... parts) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            for (var part : parts) {
                var bytes = part.getBytes(StandardCharsets.UTF_8);
                sha256.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
                sha256.update(bytes);
            }
            return HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
