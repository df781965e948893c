package dev.latchkey.token.misuse;

import dev.latchkey.token.misuse.Misuses.Sighting;
import dev.latchkey.token.usage.Use;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/// Uses of ended tokens that wait to be looked at, each token, source and refusal once in 24 hours, however many come.
final class MisuseBuffer {
    static final Duration QUIET = Duration.ofHours(24);
    static final int SEEN = 10_000;
    static final int WAITING = 1_000;

    private final Queue<Use> waiting = new ArrayDeque<>();
    private final Map<Sighting, Instant> seen = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Sighting, Instant> eldest) {
            return size() > SEEN;
        }
    };

    /// Answers false when it was dropped because too many wait.
    synchronized boolean add(Use use) {
        var sighting = Sighting.of(use);
        var last = seen.get(sighting);
        if (last != null && use.at().isBefore(last.plus(QUIET))) {
            return true;
        }
        if (waiting.size() >= WAITING) {
            return false;
        }
        seen.remove(sighting);
        seen.put(sighting, use.at());
        return waiting.add(use);
    }

    synchronized void forget(Use use) {
        seen.remove(Sighting.of(use));
    }

    synchronized List<Use> take(int most) {
        var taken = new ArrayList<Use>();
        while (taken.size() < most && !waiting.isEmpty()) {
            taken.add(waiting.remove());
        }
        return taken;
    }
}
