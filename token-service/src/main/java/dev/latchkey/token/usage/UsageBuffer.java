package dev.latchkey.token.usage;

import dev.latchkey.access.TokenId;
import java.util.LinkedHashMap;
import java.util.Map;

/// Uses since the last flush, coalesced per token, child, source and outcome; bounded, so that no flood takes the
/// memory.
///
/// Not thread-safe by lock-freedom but by being short: each call holds the monitor for a map operation.
final class UsageBuffer {
    /// A group with its tally and three small maps.
    private static final long GROUP_BYTES = 900;

    private final int capacity;
    private final long memory;
    private final Map<TokenId, Boolean> seen;
    private Map<Use.Group, Tally> groups = new LinkedHashMap<>();
    private long bytes;
    private long dropped;

    UsageBuffer(int capacity, long memory) {
        this.capacity = capacity;
        this.memory = memory;
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
            if (groups.size() >= capacity || bytes >= memory) {
                dropped++;
                return false;
            }
            tally = new Tally(use.at());
            groups.put(group, tally);
            bytes += GROUP_BYTES + use.source().userAgent().map(String::length).orElse(0);
        }
        bytes += tally.add(use, bytes >= memory);
        return seen.put(use.identifier().tokenId(), Boolean.TRUE) == null;
    }

    /// Takes everything out.
    synchronized Map<Use.Group, Tally> drain() {
        var drained = groups;
        groups = new LinkedHashMap<>();
        bytes = 0;
        return drained;
    }

    synchronized long dropped() {
        return dropped;
    }

    synchronized int size() {
        return groups.size();
    }
}
