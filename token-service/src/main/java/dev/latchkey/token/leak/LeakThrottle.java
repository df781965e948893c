package dev.latchkey.token.leak;

import dev.latchkey.access.ClientIp;
import dev.latchkey.kit.problem.Problem;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Paces reports that nobody answers for: per network of the client, and all together.
///
/// Memory is bounded: of more networks than fit, the one that was quiet longest is forgotten. Whoever has so
/// many
/// networks meets the common limit.
@Singleton
final class LeakThrottle {
    private static final int NETWORKS = 10_000;
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();
    private static final int EVERY_BIT = -1;

    private final Clock clock;
    private final int perNetwork;
    private final Bucket everybody;
    private final Map<Network, Bucket> networks = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Network, Bucket> eldest) {
            return size() > NETWORKS;
        }
    };

    LeakThrottle(LeakConfig config, Clock clock) {
        this.clock = clock;
        this.perNetwork = config.perMinuteAndNetwork();
        this.everybody = new Bucket(config.perMinute());
    }

    /// The neighbourhood of a client that one customer of a provider has: an IPv4 /24, an IPv6 /48.
    private record Network(ClientIp.Family family, long prefix) {
        static Network of(ClientIp ip) {
            return switch (ip.family()) {
                case V4 -> new Network(ip.family(), ip.low() >>> 8);
                case V6 -> new Network(ip.family(), ip.high() >>> 16);
            };
        }
    }

    /// Takes one report of this client; empty if it may pass, otherwise for how long it may not.
    synchronized Optional<Duration> take(Optional<ClientIp> client) {
        var now = clock.millis();
        var network = networks.computeIfAbsent(network(client), unseen -> new Bucket(perNetwork));
        var wait = network.waitAt(now);
        if (wait.isEmpty()) {
            wait = everybody.waitAt(now);
        }
        if (wait.isEmpty()) {
            network.take(now);
            everybody.take(now);
        }
        return wait;
    }

    /// For how long this client's network may not fail again; empty if it may. Nothing is taken, and the common limit
    /// is
    /// not asked: whoever uses that up must not silence those who are known by a signature.
    synchronized Optional<Duration> waitOf(Optional<ClientIp> client) {
        return Optional.ofNullable(networks.get(network(client))).flatMap(network -> network.waitAt(clock.millis()));
    }

    private static Network network(Optional<ClientIp> client) {
        return client.map(Network::of).orElse(new Network(ClientIp.Family.V4, EVERY_BIT));
    }

    /// The answer to a report that may not pass.
    static Response tooMany(Duration wait) {
        return new Problem("rate-limited", 429, "Too many reports", "Report again later, all at once.")
                .toResponse(wait);
    }

    synchronized int networksKnown() {
        return networks.size();
    }

    /// Fills evenly, holds a minute's worth. Kept as the time at which it would be full again.
    private static final class Bucket {
        private final long interval;
        private long fullAt;

        Bucket(int perMinute) {
            this.interval = MINUTE / Math.max(1, perMinute);
        }

        Optional<Duration> waitAt(long now) {
            var early = Math.max(fullAt, now) + interval - (now + MINUTE);
            return early <= 0 ? Optional.empty() : Optional.of(Duration.ofMillis(early + 999));
        }

        void take(long now) {
            fullAt = Math.max(fullAt, now) + interval;
        }
    }
}
