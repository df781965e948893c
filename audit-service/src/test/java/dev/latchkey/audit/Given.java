package dev.latchkey.audit;

import dev.latchkey.access.TokenId;
import dev.latchkey.events.Act;
import dev.latchkey.events.Act.Actor;
import dev.latchkey.events.Act.ActorKind;
import dev.latchkey.events.Act.Origin;
import dev.latchkey.events.TokenMinted;
import dev.latchkey.events.TokenRenamed;
import dev.latchkey.events.TokenResumed;
import dev.latchkey.events.TokenRevoked;
import dev.latchkey.events.TokenRotated;
import dev.latchkey.events.TokenSuspended;
import dev.latchkey.events.TokenUsed;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Events for tests, with everything that a test does not care for.
public final class Given {
    private static final Random RANDOM = new Random(); // only for names that no other test has
    private static final AtomicLong FLUSH = new AtomicLong();
    private static final String BOOT = "boot-" + Long.toHexString(RANDOM.nextLong());

    private Given() {}

    /// A token nobody has met, of an org nobody has met.
    public static Token token() {
        return new Token(id(), org());
    }

    public static String org() {
        return "org-" + Long.toHexString(RANDOM.nextLong());
    }

    private static String id() {
        return TokenId.of(Instant.now(), RANDOM).publicId();
    }

    /// Now, as precise as everything on the wire.
    public static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    public static Instant ago(Duration duration) {
        return now().minus(duration);
    }

    public record Token(String id, String org) {
        /// Another token of the same org.
        public Token sibling() {
            return new Token(Given.id(), org);
        }

        public TokenMinted minted(Instant at) {
            return minted(at, at.plus(Duration.ofDays(3_650)), "ci");
        }

        public TokenMinted minted(Instant at, @Nullable Instant expires, String name) {
            return new TokenMinted(
                    id,
                    org,
                    "personal",
                    name,
                    "k7m2qd",
                    "per_ha0ygzksccf6",
                    "read",
                    List.of("apps/web"),
                    expires,
                    null,
                    org + ".1",
                    null,
                    1,
                    act(at));
        }

        public TokenRevoked revoked(Instant at) {
            return revoked(at, 2);
        }

        public TokenRevoked revoked(Instant at, long version) {
            return new TokenRevoked(id, org, null, "revoked", 17, version, act(at));
        }

        public TokenSuspended suspended(long version) {
            return new TokenSuspended(id, org, "requested", null, 17, version, act(now()));
        }

        public TokenResumed resumed(long version) {
            return new TokenResumed(id, org, 17, version, act(now()));
        }

        public TokenRenamed renamed(long version, String name) {
            return new TokenRenamed(id, org, "ci", name, version, act(now()));
        }

        public TokenRotated rotated(long version, Instant endsAt) {
            return new TokenRotated(id, org, sibling().id(), endsAt, 17, version, act(now()));
        }

        public Used used() {
            return new Used(this, now(), "203.0.113.7", "curl/8.5", null, 1);
        }
    }

    private static Act act(Instant at) {
        return new Act(
                new Actor(ActorKind.PERSON, "per_ha0ygzksccf6", null, null, null),
                new Origin("203.0.113.7", "curl/8.5"),
                at);
    }

    /// A usage event in the making.
    public record Used(
            Token token,
            Instant at,
            @Nullable String ip,
            @Nullable String agent,
            @Nullable String reason,
            long count) {
        public Used at(Instant when) {
            return new Used(token, when, ip, agent, reason, count);
        }

        public Used from(@Nullable String address) {
            return new Used(token, at, address, agent, reason, count);
        }

        public Used by(@Nullable String userAgent) {
            return new Used(token, at, ip, userAgent, reason, count);
        }

        public Used refused(String why) {
            return new Used(token, at, ip, agent, why, count);
        }

        public Used times(long uses) {
            return new Used(token, at, ip, agent, reason, uses);
        }

        public TokenUsed event() {
            return new TokenUsed(
                    token.id,
                    "personal",
                    token.org,
                    "per_ha0ygzksccf6",
                    null,
                    null,
                    "root",
                    ip,
                    agent,
                    reason == null ? TokenUsed.Outcome.ACCEPTED : TokenUsed.Outcome.REFUSED,
                    reason,
                    count,
                    at,
                    at,
                    Map.of("read", count),
                    Map.of("apps/web/deploys", count),
                    Map.of("GET", count),
                    "verifier-1",
                    BOOT,
                    FLUSH.incrementAndGet(),
                    1,
                    1);
        }
    }
}
