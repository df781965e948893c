package dev.latchkey.session.throttle;

import dev.latchkey.access.Network;
import dev.latchkey.session.device.DeviceId;
import dev.latchkey.session.keys.Purpose;
import dev.latchkey.session.keys.SessionKeys;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Slows down whoever guesses, and locks nobody out of a device that they have logged in with before.
///
/// A device that the account knows has a bucket of its own and no other. Everybody else shares the bucket of the name
/// and that of their network. Names are kept as keyed hashes only.
@Singleton
public final class Throttle {
    private static final Duration KEPT = Duration.ofDays(30);

    private final ThrottleStore store;
    private final SessionKeys keys;
    private final Clock clock;

    Throttle(ThrottleStore store, SessionKeys keys, Clock clock) {
        this.store = store;
        this.keys = keys;
        this.clock = clock;
    }

    /// What may be kept of a name that was typed: always the same for the same name, and no way back to it.
    public String hash(AccountName name) {
        return keys.sign(Purpose.NAME, name.reveal());
    }

    /// Whether it may be tried now. Ask again when a secret has proved right: those who tried at the same time may have
    /// failed meanwhile, and a guess must not slip through between them.
    public Uni<Standing> look(Tried tried) {
        var now = clock.instant();
        return store.read(buckets(tried)).map(counters -> judge(counters, now));
    }

    /// Counts a failure, in the caller's transaction or one of its own.
    public Uni<Void> failed(Tried tried) {
        var now = clock.instant();
        var counted = Uni.createFrom().voidItem();
        for (var bucket : buckets(tried)) {
            var from = isNetwork(bucket) ? now.minus(Rules.WINDOW) : Instant.EPOCH;
            counted = counted.chain(() -> store.count(bucket, now, from));
        }
        return counted;
    }

    /// Ends the failures in a row of the bucket that was used; those of others go on counting.
    public Uni<Void> succeeded(Tried tried) {
        return store.read(List.of(own(tried)))
                .chain(found -> found.isEmpty() ? Uni.createFrom().voidItem() : store.forget(own(tried)));
    }

    /// The account has been entered by another method, or was reset: its password may be tried again.
    public Uni<Void> reset(AccountName name) {
        return store.forget(ofName(name));
    }

    /// Lets go of counters that can matter no more.
    public Uni<Void> sweep() {
        return store.sweep(clock.instant().minus(KEPT));
    }

    private static Standing judge(List<Counter> counters, Instant now) {
        var longest = Duration.ZERO;
        for (var counter : counters) {
            if (counter.bucket().startsWith("name:") && counter.failures() >= Rules.OFF_AFTER) {
                return new Standing.SwitchedOff();
            }
            var left = left(counter, now);
            longest = left.compareTo(longest) > 0 ? left : longest;
        }
        return longest.isPositive() ? new Standing.Closed(longest) : new Standing.Open();
    }

    private static Duration left(Counter counter, Instant now) {
        if (!isNetwork(counter.bucket())) {
            return Rules.left(counter.failures(), counter.last(), now);
        }
        return counter.failures() < Rules.PER_NETWORK
                ? Duration.ZERO
                : Duration.between(now, counter.first().plus(Rules.WINDOW));
    }

    private List<String> buckets(Tried tried) {
        var buckets = new ArrayList<String>();
        buckets.add(own(tried));
        if (tried.known().isEmpty()) {
            tried.network().map(Network::text).ifPresent(network -> buckets.add("net:" + network));
        }
        return buckets;
    }

    private String own(Tried tried) {
        return tried.known().map(device -> ofDevice(tried.name(), device)).orElseGet(() -> ofName(tried.name()));
    }

    private String ofName(AccountName name) {
        return "name:" + hash(name);
    }

    private String ofDevice(AccountName name, DeviceId device) {
        return "device:" + hash(name) + ":" + device.publicId();
    }

    private static boolean isNetwork(String bucket) {
        return bucket.startsWith("net:");
    }
}
