package dev.latchkey.token.mint;

import dev.latchkey.access.Caveat;
import dev.latchkey.access.Resource;
import dev.latchkey.access.Rights;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The caveats a new token is issued with, and until when.
///
/// In the order every token has them: org, access, then what applies, the end last. Minted through a token, it carries
/// all that holds for that one.
record Grant(List<Caveat> caveats, Instant end) {
    private static final Duration DEFAULT_LIFE = Duration.ofDays(90);

    Grant {
        caveats = List.copyOf(caveats);
    }

    static Grant of(MintOrder order, Instant now) {
        var held = order.minter().map(minter -> minter.effective().rights());
        var end = end(order, held, now);
        var caveats = new ArrayList<Caveat>();
        caveats.add(new Caveat.Org(order.org()));
        caveats.add(new Caveat.AtMost(order.access()));
        resources(order, held).ifPresent(roots -> caveats.add(new Caveat.Within(roots)));
        held.ifPresent(rights -> carry(rights, caveats));
        caveats.add(new Caveat.Before(end));
        return new Grant(caveats, end);
    }

    private static Optional<List<Resource>> resources(MintOrder order, Optional<Rights> held) {
        return order.resource().map(List::of).or(() -> held.flatMap(Rights::resources));
    }

    private static void carry(Rights rights, List<Caveat> caveats) {
        rights.networks().forEach(networks -> caveats.add(new Caveat.From(networks)));
        rights.methods().ifPresent(methods -> caveats.add(new Caveat.Methods(methods)));
        rights.sessions().forEach(session -> caveats.add(new Caveat.During(session)));
    }

    /// Whole seconds, because that is what a person reads; never later than asked.
    private static Instant end(MintOrder order, Optional<Rights> held, Instant now) {
        var asked = order.life().map(now::plus);
        var latest = held.flatMap(Rights::end);
        var end = asked.orElseGet(() -> {
            var usual = now.plus(DEFAULT_LIFE);
            return latest.filter(usual::isAfter).orElse(usual);
        });
        return end.truncatedTo(ChronoUnit.SECONDS);
    }
}
