package dev.latchkey.events;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Uses of one token that one verifier coalesced: same token, child, source and outcome within half a second.
///
/// Only authentic uses are told: a token whose chain was not equal moves nobody's record.
///
/// @param org the org of the token's key id, never from a caveat
/// @param child fingerprint of what was appended since issue, `root` for the token as issued
/// @param ip the client's address as the caller of verify or the gateway saw it
/// @param userAgent raw, at most 256 bytes
/// @param reason the slug of the refusal; absent when accepted
/// @param count how many uses
/// @param firstAt verifier's clock
/// @param lastAt verifier's clock
/// @param accesses how many uses asked for which access
/// @param resources up to eight resource paths with their counts; the rest is under `*`, which is no path
/// @param methods up to eight HTTP methods with their counts, where they were told; the rest is under `*` as well
/// @param verifier who saw it
/// @param boot this start of the verifier; with `flush` and `part` the identity of the event in a ledger of gaps
/// @param flush 1, 2, 3 … per boot
/// @param part 1 … parts within the flush
public record TokenUsed(
        String tokenId,
        String kind,
        String org,
        @Nullable String personId,
        @Nullable String appId,
        @Nullable String sessionId,
        String child,
        @Nullable String ip,
        @Nullable String userAgent,
        Outcome outcome,
        @Nullable String reason,
        long count,
        Instant firstAt,
        Instant lastAt,
        Map<String, Long> accesses,
        Map<String, Long> resources,
        Map<String, Long> methods,
        String verifier,
        String boot,
        long flush,
        int part,
        int parts)
        implements Event {
    public TokenUsed {
        Objects.requireNonNull(tokenId, "token_id");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(org, "org");
        Objects.requireNonNull(child, "child");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(firstAt, "first_at");
        Objects.requireNonNull(lastAt, "last_at");
        Objects.requireNonNull(verifier, "verifier");
        Objects.requireNonNull(boot, "boot");
        accesses = Map.copyOf(accesses);
        resources = Map.copyOf(resources);
        methods = Map.copyOf(methods);
        if (count < 1) {
            throw new IllegalArgumentException("count must be positive");
        }
    }

    /// Whether the use was let through.
    public enum Outcome {
        ACCEPTED,
        REFUSED
    }

    @Override
    public EventType type() {
        return EventType.TOKEN_USED;
    }

    @Override
    public String key() {
        return tokenId;
    }
}
