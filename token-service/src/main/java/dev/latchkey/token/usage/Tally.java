package dev.latchkey.token.usage;

import dev.latchkey.events.TokenUsed;
import dev.latchkey.token.usage.Use.Group;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// What is counted of one group between two flushes. Guarded by its buffer.
final class Tally {
    private static final int RESOURCES = 8;

    /// No path: a token could be asked for one of any name.
    private static final String OTHERS = "*";

    private static final long ENTRY_BYTES = 120;

    private final Instant firstAt;
    private Instant lastAt;
    private long count;
    private final Map<String, Long> accesses = new HashMap<>();
    private final Map<String, Long> resources = new HashMap<>();
    private final Map<String, Long> methods = new HashMap<>();

    Tally(Instant firstAt) {
        this.firstAt = firstAt;
        this.lastAt = firstAt;
    }

    /// Counts a use; answers about how many bytes more that took.
    ///
    /// @param full whether there is no room for paths and methods that were not seen yet
    long add(Use use, boolean full) {
        count++;
        lastAt = use.at().isAfter(lastAt) ? use.at() : lastAt;
        accesses.merge(use.access().slug(), 1L, Long::sum);
        var most = full ? 0 : RESOURCES;
        return use.resource().map(path -> addBounded(resources, path, most)).orElse(0L)
                + use.method().map(method -> addBounded(methods, method, most)).orElse(0L);
    }

    private static long addBounded(Map<String, Long> counts, String name, int most) {
        var key = counts.containsKey(name) || counts.size() < most ? name : OTHERS;
        return counts.merge(key, 1L, Long::sum) == 1 ? ENTRY_BYTES + key.length() : 0;
    }

    TokenUsed toEvent(Group group, Flush.Part part) {
        var identifier = group.identifier();
        return new TokenUsed(
                identifier.tokenId().publicId(),
                identifier.kind().slug(),
                identifier.keyId().org().value(),
                identifier.person().map(person -> person.publicId()).orElse(null),
                identifier.app().map(app -> app.publicId()).orElse(null),
                identifier.session().map(session -> session.publicId()).orElse(null),
                group.child().value(),
                group.source().ip().map(ip -> ip.text()).orElse(null),
                group.source().userAgent().orElse(null),
                group.refusal().isEmpty() ? TokenUsed.Outcome.ACCEPTED : TokenUsed.Outcome.REFUSED,
                group.refusal().orElse(null),
                count,
                firstAt,
                lastAt,
                accesses,
                resources,
                methods,
                part.verifier(),
                part.boot(),
                part.flush(),
                part.part(),
                part.parts());
    }
}
