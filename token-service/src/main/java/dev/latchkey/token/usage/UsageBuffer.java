package dev.latchkey.token.usage;

import dev.latchkey.access.TokenId;
import java.util.LinkedHashMap;
import java.util.Map;

/// Uses since the last flush, coalesced per token, child, source and outcome; bounded, so that no flood takes the
/// memory.
///
/// Not thread-safe by lock-freedom but by being short: each call holds the monitor for a map operation.
final class UsageBuffer {
    private final int capacity;
    private final Map<TokenId, Boolean> seen;
    private Map<Use.Group, Tally> groups = new LinkedHashMap<>();
    private long dropped;

    UsageBuffer(int capacity) {
        this.capacity = capacity;
        this.seen = new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<TokenId, Boolean> eldest) {
                return size() > capacity;
            }
        };
    }

    /// Counts a use; answers whether it is the first of its token that this process sees.
    synchronized boolean add(Use use) {
        var group = use.group();
        var tally = groups.get(group);
        if (tally == null) {
            if (groups.size() >= capacity) {
                dropped++;
                return false;
            }
            tally = new Tally(use.at());
            groups.put(group, tally);
        }
        tally.add(use);
        return seen.put(use.identifier().tokenId(), Boolean.TRUE) == null;
    }

    /// Takes everything out.
    synchronized Map<Use.Group, Tally> drain() {
        var drained = groups;
        groups = new LinkedHashMap<>();
        return drained;
    }

    synchronized long dropped() {
        return dropped;
    }

    synchronized int size() {
        return groups.size();
    }
}
