package dev.latchkey.token.leak;

import dev.latchkey.events.Act.Origin;
import dev.latchkey.token.state.StateFeed;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/// Takes reports: tells what is genuine, keeps the report, has it worked through. When it answers, what is
/// genuine will
/// end.
@Singleton
final class LeakService {
    private final LeakProofs proofs;
    private final LeakReports reports;
    private final LeakWorker worker;
    private final StateFeed feed;
    private final Clock clock;

    LeakService(LeakProofs proofs, LeakReports reports, LeakWorker worker, StateFeed feed, Clock clock) {
        this.proofs = proofs;
        this.reports = reports;
        this.worker = worker;
        this.feed = feed;
        this.clock = clock;
    }

    /// Whether it is known which keys exist: before that nothing could be told genuine.
    boolean isReady() {
        return feed.isComplete();
    }

    Sighting sighting(Sighting.Reporter reporter, Optional<String> place, Optional<String> note, Origin origin) {
        return new Sighting(clock.instant(), reporter, place, note, origin);
    }

    /// Answers, for each text in its place, whether it is genuine: for nobody but who is known.
    Uni<List<Boolean>> take(List<String> texts, Sighting sighting) {
        return proofs.of(texts)
                .call(found -> reports.keep(
                        sighting, found.stream().flatMap(Optional::stream).toList()))
                .invoke(worker::wake)
                .map(found -> found.stream().map(Optional::isPresent).toList());
    }
}
