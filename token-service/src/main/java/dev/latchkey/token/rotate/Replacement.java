package dev.latchkey.token.rotate;

import dev.latchkey.access.Caveat;
import dev.latchkey.access.Resource;
import dev.latchkey.token.record.TokenRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a new token takes over from the one it replaces.
///
/// @param overlap how long both are in force; nothing ends the old one at once
/// @param latest when the successor ends at the latest, if anything limits it
record Replacement(TokenRecord old, Duration overlap, Optional<Instant> latest) {
    /// When the old one ends, in whole seconds.
    Instant endsAt(Instant now) {
        return overlap.isZero() ? now : now.plus(overlap).truncatedTo(ChronoUnit.SECONDS);
    }

    /// The caveats of the successor: those the old one was issued with, and an end as far away as the old one's was.
    List<Caveat> caveats(Instant now) {
        var caveats = new ArrayList<Caveat>();
        for (var text : old.caveats()) {
            var caveat = Caveat.parse(text).orElseThrow();
            if (!(caveat instanceof Caveat.Before)) {
                caveats.add(caveat);
            }
        }
        end(now).ifPresent(end -> caveats.add(new Caveat.Before(end)));
        return caveats;
    }

    /// When the successor ends; never, where the old one never does.
    Optional<Instant> end(Instant now) {
        return old.expiresAt()
                .map(end -> now.plus(Duration.between(old.createdAt().truncatedTo(ChronoUnit.SECONDS), end)))
                .or(() -> latest)
                .map(end -> latest.filter(end::isAfter).orElse(end))
                .map(end -> end.truncatedTo(ChronoUnit.SECONDS));
    }

    /// The one path it reaches, if it is one.
    Optional<Resource> resource() {
        return old.resources().filter(roots -> roots.size() == 1).map(List::getFirst);
    }
}
