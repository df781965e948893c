package dev.latchkey.token.presence;

import dev.latchkey.token.presence.Sighting.Run;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/// A run of a verifier that may be answering.
///
/// @param applied it has applied every change up to this revision
public record LiveVerifier(String id, String boot, long applied) {

    /// Those of which a row or a heartbeat was seen and that have not said that they stop. A heartbeat can say so only
    /// of who has no row.
    ///
    /// A new run of a verifier takes none of the same name out of the count: nobody can tell from outside whether
    /// the old one has ended.
    static List<LiveVerifier> of(Collection<Sighting> rows, Collection<Sighting> heartbeats) {
        Map<Run, Long> applied = new HashMap<>();
        var stopped = new HashSet<Run>();
        for (var row : rows) {
            if (row.last()) {
                stopped.add(row.run());
            } else {
                applied.put(row.run(), row.applied());
            }
        }
        for (var beat : heartbeats) {
            if (!beat.last() && !stopped.contains(beat.run())) {
                applied.merge(beat.run(), beat.applied(), Math::max);
            }
        }
        return applied.entrySet().stream()
                .map(live -> new LiveVerifier(live.getKey().id(), live.getKey().boot(), live.getValue()))
                .sorted(Comparator.comparing(LiveVerifier::id).thenComparing(LiveVerifier::boot))
                .toList();
    }
}
