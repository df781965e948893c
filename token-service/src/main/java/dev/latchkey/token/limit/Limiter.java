package dev.latchkey.token.limit;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/// Token buckets in memory, one per limit that somebody meets; bounded, so that many tokens cannot take the memory.
///
/// A bucket holds one second's calls. With several verifiers each lets through its share of a limit; the share
/// follows the demand that each of them meets ([Shares]). Before the first exchange with them, and when there has
/// been none for a while, it is the least share.
final class Limiter {
    private static final double NANOS = 1e9;
    private static final Duration REFUSED = Duration.ofSeconds(1);

    /// After so much time without an exchange a share is halved.
    private static final long HALVED_AFTER = Duration.ofSeconds(5).toNanos();

    private static final int MOST_HALVINGS = 30;

    /// Of a limit that nobody has met for so many exchanges this verifier need not know what others meet.
    private static final int RECENTLY = 10;

    private final Map<LimitKey, Paced> buckets;
    private final TimeMeter time;
    private Shares shares = Shares.ALONE;
    private boolean told;
    private long toldAt;

    Limiter(int kept, LongSupplier nanoTime) {
        this.time = new NanoMeter(nanoTime);
        this.buckets = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<LimitKey, Paced> eldest) {
                return size() > kept;
            }
        };
    }

    /// Counts a call against a limit; answers how long to wait, zero when it is let through.
    ///
    /// @param perSecond the whole limit, over all verifiers
    synchronized Duration take(LimitKey key, double perSecond) {
        if (perSecond <= 0) {
            return REFUSED;
        }
        var rate = rate(key, perSecond);
        var paced = buckets.computeIfAbsent(key, unmet -> new Paced(bucket(rate), rate));
        paced.demand++;
        if (paced.rate != rate) {
            paced.rate = rate;
            paced.bucket.replaceConfiguration(configuration(rate), TokensInheritanceStrategy.PROPORTIONALLY);
        }
        var probe = paced.bucket.tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Duration.ZERO : Duration.ofNanos(Math.max(1, probe.getNanosToWaitForRefill()));
    }

    /// This verifier's share of a limit, in calls per second.
    synchronized double rate(LimitKey key, double perSecond) {
        return shares.of(key, perSecond, halvings());
    }

    private int halvings() {
        return told ? (int) Math.min(MOST_HALVINGS, (time.currentTimeNanos() - toldAt) / HALVED_AFTER) : MOST_HALVINGS;
    }

    /// The calls that met each limit since the last time this was asked, let through or not; 0 for one that was met
    /// recently and not since.
    synchronized Map<LimitKey, Long> demand() {
        var demand = new HashMap<LimitKey, Long>();
        buckets.forEach((key, paced) -> {
            paced.quiet = paced.demand > 0 ? 0 : paced.quiet + 1;
            if (paced.quiet <= RECENTLY) {
                demand.put(key, paced.demand);
                paced.demand = 0;
            }
        });
        return demand;
    }

    synchronized void share(Shares next) {
        shares = next;
        told = true;
        toldAt = time.currentTimeNanos();
    }

    private Bucket bucket(double rate) {
        return Bucket.builder()
                .addLimit(bandwidth(rate))
                .withCustomTimePrecision(time)
                .build();
    }

    private static BucketConfiguration configuration(double rate) {
        return BucketConfiguration.builder().addLimit(bandwidth(rate)).build();
    }

    private static Bandwidth bandwidth(double rate) {
        return Bandwidth.builder()
                .capacity(Math.max(1, Math.round(rate)))
                .refillGreedy(1, Duration.ofNanos(Math.max(1, (long) (NANOS / rate))))
                .build();
    }

    private static final class Paced {
        private final Bucket bucket;
        private double rate;
        private long demand;
        private int quiet;

        Paced(Bucket bucket, double rate) {
            this.bucket = bucket;
            this.rate = rate;
        }
    }

    private record NanoMeter(LongSupplier nanoTime) implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            return nanoTime.getAsLong();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
