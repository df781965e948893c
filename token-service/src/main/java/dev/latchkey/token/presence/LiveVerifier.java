package dev.latchkey.token.presence;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A verifier that may be answering.
///
/// @param applied it has applied every change up to this revision
public record LiveVerifier(String id, long applied) {

    /// Those of which a row or a heartbeat was seen and that have not said that they stop.
    ///
    /// A row and a heartbeat may be of different boots of one verifier. What an earlier boot had applied, a later
    /// one finds in the table: the higher revision counts.
    static List<LiveVerifier> of(Collection<Sighting> rows, Collection<Sighting> heartbeats) {
        Map<String, LiveVerifier> live = new HashMap<>();
        for (var row : rows) {
            if (!row.last()) {
                live.put(row.id(), new LiveVerifier(row.id(), row.applied()));
            }
        }
        for (var beat : heartbeats) {
            if (!hasStopped(beat, rows)) {
                live.merge(
                        beat.id(),
                        new LiveVerifier(beat.id(), beat.applied()),
                        (held, heard) -> held.applied() >= heard.applied() ? held : heard);
            }
        }
        return live.values().stream()
                .sorted(Comparator.comparing(LiveVerifier::id))
                .toList();
    }

    private static boolean hasStopped(Sighting beat, Collection<Sighting> rows) {
        return beat.last()
                || rows.stream()
                        .anyMatch(row -> row.last()
                                && row.id().equals(beat.id())
                                && row.boot().equals(beat.boot()));
    }
}
