package dev.latchkey.access;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What the caveats of a token leave allowed, folded into one statement.
///
/// Folding any further caveat in gives rights that allow a subset.
///
/// @param org the org the token lives in, from its identifier
/// @param access the lowest level stated; write if none is
/// @param reach which resources
/// @param end the earliest instant at which the token no longer holds, if there is one
/// @param networks lists of networks; the client's address must lie in each list
/// @param methods the HTTP methods left, if they are restricted; an empty set means none is left
/// @param sessions the logins all of which must still live
public record Rights(
        OrgHandle org,
        Access access,
        Reach reach,
        Optional<Instant> end,
        List<List<Network>> networks,
        Optional<NavigableSet<String>> methods,
        Set<SessionId> sessions) {

    public Rights {
        networks = List.copyOf(networks);
        methods = methods.map(names -> Collections.unmodifiableNavigableSet(new TreeSet<>(names)));
        sessions = Set.copyOf(sessions);
    }

    /// What these caveats leave of a token.
    ///
    /// @param caveats its own first-party caveats, in their order, and behind them what else holds for it
    public static Rights of(Token token, List<Caveat> caveats) {
        Identifier identifier = token.identifier();
        return fold(identifier.kind(), identifier.keyId().org(), token.predicatesIssued(), caveats);
    }

    /// The rights a token would have that is issued with exactly these caveats.
    public static Rights ofIssued(Kind kind, OrgHandle org, List<Caveat> caveats) {
        return fold(kind, org, caveats.size(), caveats);
    }

    /// What is left of these rights when further caveats are appended.
    public Rights narrowedBy(List<Caveat> appended) {
        Folding folding = new Folding(this);
        appended.forEach(folding::add);
        return folding.result(org);
    }

    private static Rights fold(Kind kind, OrgHandle org, int issued, List<Caveat> caveats) {
        Folding folding = new Folding(kind == Kind.OAUTH && !confined(caveats, issued));
        for (int i = 0; i < caveats.size(); i++) {
            folding.add(caveats.get(i));
        }
        return folding.result(org);
    }

    /// Only an issued `resource` caveat lifts the exclusion of Latchkey's own paths: an appended one never
    /// widens.
    private static boolean confined(List<Caveat> caveats, int issued) {
        for (int i = 0; i < Math.min(issued, caveats.size()); i++) {
            if (caveats.get(i) instanceof Caveat.Within) {
                return true;
            }
        }
        return false;
    }

    /// The paths the token is confined to; empty when it is confined to none.
    public Optional<List<Resource>> resources() {
        return reach instanceof Reach.Under(List<Resource> roots) ? Optional.of(roots) : Optional.empty();
    }

    /// The networks from which all lists allow use, none inside another; empty when there is no list.
    public Optional<List<Network>> sharedNetworks() {
        return networks.isEmpty() ? Optional.empty() : Optional.of(shared());
    }

    /// Whether the caveats contradict each other, so that no request can ever be allowed.
    public boolean allowsNothing() {
        return resources().map(List::isEmpty).orElse(false)
                || methods.map(Set::isEmpty).orElse(false)
                || (!networks.isEmpty() && shared().isEmpty());
    }

    /// Whether whatever these rights allow, `outer` allows too.
    ///
    /// This is what holds a token minted through another one inside it. The answer errs on the side of no: a
    /// network that only several networks of `outer` cover together counts as outside.
    public boolean within(Rights outer) {
        return org.equals(outer.org)
                && outer.access.includes(access)
                && reach.within(outer.reach)
                && endsWithin(outer)
                && comesFromWithin(outer)
                && outer.methods
                        .map(theirs -> methods.map(theirs::containsAll).orElse(false))
                        .orElse(true)
                && sessions.containsAll(outer.sessions);
    }

    private boolean endsWithin(Rights outer) {
        return outer.end
                .map(latest -> end.map(own -> !own.isAfter(latest)).orElse(false))
                .orElse(true);
    }

    private boolean comesFromWithin(Rights outer) {
        if (outer.networks.isEmpty()) {
            return true;
        }
        if (networks.isEmpty()) {
            return false;
        }
        List<Network> shared = shared();
        return outer.networks.stream()
                .allMatch(list ->
                        shared.stream().allMatch(network -> list.stream().anyMatch(theirs -> theirs.covers(network))));
    }

    /// The networks that lie in every list; only asked for when there is a list.
    private List<Network> shared() {
        List<Network> shared = Network.NESTING.outermost(networks.getFirst());
        for (List<Network> list : networks.subList(1, networks.size())) {
            shared = Network.NESTING.intersection(shared, Network.NESTING.outermost(list));
        }
        return shared;
    }

    /// Takes caveats one by one and keeps the narrowest of what they say.
    private static final class Folding {
        private Access access = Access.WRITE;
        private Reach reach;
        private Optional<Instant> end = Optional.empty();
        private List<List<Network>> networks = List.of();
        private Optional<NavigableSet<String>> methods = Optional.empty();
        private Set<SessionId> sessions = Set.of();

        Folding(boolean integratorsOnly) {
            reach = integratorsOnly ? new Reach.Integrators() : new Reach.Everything();
        }

        Folding(Rights start) {
            access = start.access;
            reach = start.reach;
            end = start.end;
            networks = start.networks.isEmpty() ? List.of() : new ArrayList<>(start.networks);
            methods = start.methods;
            sessions = start.sessions.isEmpty() ? Set.of() : new LinkedHashSet<>(start.sessions);
        }

        void add(Caveat caveat) {
            switch (caveat) {
                case Caveat.Org _ -> {}
                case Caveat.AtMost(Access level) -> access = access.includes(level) ? level : access;
                case Caveat.Within(List<Resource> roots) -> reach = reach.narrowedTo(roots);
                case Caveat.Before(Instant instant) ->
                    end = end.filter(earlier -> earlier.isBefore(instant)).or(() -> Optional.of(instant));
                case Caveat.From(List<Network> list) -> {
                    networks = networks.isEmpty() ? new ArrayList<>() : networks;
                    networks.add(list);
                }
                case Caveat.During(SessionId session) -> {
                    sessions = sessions.isEmpty() ? new LinkedHashSet<>() : sessions;
                    sessions.add(session);
                }
                case Caveat.Methods(NavigableSet<String> names) -> methods = Optional.of(shared(names));
            }
        }

        private NavigableSet<String> shared(NavigableSet<String> names) {
            NavigableSet<String> shared = new TreeSet<>(names);
            methods.ifPresent(shared::retainAll);
            return shared;
        }

        Rights result(OrgHandle org) {
            return new Rights(org, access, reach, end, networks, methods, sessions);
        }
    }
}
