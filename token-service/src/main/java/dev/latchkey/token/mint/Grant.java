package dev.latchkey.token.mint;

import dev.latchkey.access.Caveat;
import dev.latchkey.access.Resource;
import dev.latchkey.access.Rights;
import dev.latchkey.token.directory.TokenPolicy;
import dev.latchkey.token.mint.MintOrder.Minter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The caveats a new token is issued with, and until when; no end for one that never ends.
///
/// In the order every token has them: org, access, then what applies, the end last. Minted through a token, it carries
/// all that holds for that one, whether it was issued with it, or restricted to it later; minted through a login, that
/// login too.
record Grant(List<Caveat> caveats, Optional<Instant> end) {
    private static final int MOST_CAVEATS = 9;

    Grant {
        caveats = List.copyOf(caveats);
    }

    /// @param longest the longest life the org allows, if it has decided
    static Grant of(MintOrder order, Optional<Duration> longest, Instant now) {
        var held = order.held();
        var end = end(order.ending(), held, longest, now);
        var caveats = new ArrayList<Caveat>();
        caveats.add(new Caveat.Org(order.org()));
        caveats.add(new Caveat.AtMost(order.access()));
        resources(order, held).ifPresent(roots -> caveats.add(new Caveat.Within(roots)));
        order.networks()
                .or(() -> held.flatMap(Rights::sharedNetworks))
                .ifPresent(networks -> caveats.add(new Caveat.From(networks)));
        order.methods()
                .or(() -> held.flatMap(Rights::methods))
                .ifPresent(methods -> caveats.add(new Caveat.Methods(methods)));
        order.minter().ifPresent(minter -> sessions(minter).forEach(caveats::add));
        end.ifPresent(instant -> caveats.add(new Caveat.Before(instant)));
        return new Grant(caveats, end);
    }

    private static Optional<List<Resource>> resources(MintOrder order, Optional<Rights> held) {
        return order.resource().map(List::of).or(() -> held.flatMap(Rights::resources));
    }

    private static Stream<Caveat> sessions(Minter minter) {
        return Stream.concat(minter.effective().rights().sessions().stream(), minter.effective().session().stream())
                .distinct()
                .map(Caveat.During::new);
    }

    /// Whole seconds, because that is what a person reads; never later than asked.
    private static Optional<Instant> end(
            Ending ending, Optional<Rights> held, Optional<Duration> longest, Instant now) {
        return switch (ending) {
            case Ending.Never _ -> Optional.empty();
            case Ending.After(Duration life) -> Optional.of(now.plus(life).truncatedTo(ChronoUnit.SECONDS));
            case Ending.Usual _ -> {
                var life = longest.filter(most -> most.compareTo(TokenPolicy.USUAL_LIFE) < 0)
                        .orElse(TokenPolicy.USUAL_LIFE);
                var usual = now.plus(life);
                var end = held.flatMap(Rights::end).filter(usual::isAfter).orElse(usual);
                yield Optional.of(end.truncatedTo(ChronoUnit.SECONDS));
            }
        };
    }

    /// Whether a token can be issued with them: at most nine, each of the length of a predicate.
    boolean fits() {
        return caveats.size() <= MOST_CAVEATS
                && caveats.stream().allMatch(caveat -> caveat.text().length() <= Limits.LONGEST_PREDICATE);
    }

    /// Why these caveats are more than `held` allows: the member of the request that asks for it.
    Optional<String> fieldOutside(Rights asked, Rights held) {
        if (asked.within(held)) {
            return Optional.empty();
        }
        if (!held.access().includes(asked.access())) {
            return Optional.of("access");
        }
        if (held.end().isPresent()
                && asked.end().map(held.end().get()::isBefore).orElse(true)) {
            return Optional.of("ttl");
        }
        if (!asked.reach().within(held.reach())) {
            return Optional.of("resource");
        }
        return Optional.of(comesFromOutside(asked, held) ? "ip" : "methods");
    }

    private static boolean comesFromOutside(Rights asked, Rights held) {
        var bare = new Rights(
                asked.org(),
                asked.access(),
                asked.reach(),
                asked.end(),
                asked.networks(),
                held.methods(),
                asked.sessions());
        return !bare.within(held);
    }
}
