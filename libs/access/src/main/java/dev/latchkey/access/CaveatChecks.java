package dev.latchkey.access;

import java.time.Instant;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;

/// The caveats against the request, in the one order that decides which reason is given. A fact the request
/// does not state refuses what a caveat asks of it.
final class CaveatChecks {
    /// One rule; empty if it has nothing against the request.
    @FunctionalInterface
    interface Check {
        Optional<Reason> refusal(Proven proven, AccessRequest request, Instant now);
    }

    static final List<Check> IN_ORDER = List.of(
            CaveatChecks::orgIsFirstSingleAndTrue,
            CaveatChecks::orgIsTheRequests,
            CaveatChecks::notExpired,
            CaveatChecks::accessSuffices,
            CaveatChecks::resourceIsReached,
            CaveatChecks::addressIsInEveryList,
            CaveatChecks::methodIsAllowed);

    private CaveatChecks() {}

    static Optional<Reason> orgIsFirstSingleAndTrue(Proven proven) {
        OrgHandle org = proven.rights().org();
        List<Caveat> caveats = proven.caveats();
        for (int i = 0; i < caveats.size(); i++) {
            boolean inPlace = i == 0
                    ? caveats.get(i) instanceof Caveat.Org(OrgHandle named) && named.equals(org)
                    : !(caveats.get(i) instanceof Caveat.Org);
            if (!inPlace) {
                return Optional.of(new Reason.WrongOrg(Optional.empty(), org));
            }
        }
        return Optional.empty();
    }

    private static Optional<Reason> orgIsFirstSingleAndTrue(Proven proven, AccessRequest request, Instant now) {
        return orgIsFirstSingleAndTrue(proven);
    }

    private static Optional<Reason> orgIsTheRequests(Proven proven, AccessRequest request, Instant now) {
        OrgHandle org = proven.rights().org();
        return switch (request.org()) {
            case OrgFact.Named(OrgHandle named)
            when !named.equals(org) -> Optional.of(new Reason.WrongOrg(Optional.of(named), org));
            case OrgFact.Named _, OrgFact.TheTokens _ -> Optional.empty();
        };
    }

    /// Before its end a token holds, at the end itself no longer.
    static Optional<Reason> notExpired(Proven proven, Instant now) {
        Optional<Instant> end = proven.rights().end();
        return end.isEmpty() || now.isBefore(end.get())
                ? Optional.empty()
                : Optional.of(new Reason.Expired(end.get(), proven.originOf(end.get())));
    }

    private static Optional<Reason> notExpired(Proven proven, AccessRequest request, Instant now) {
        return notExpired(proven, now);
    }

    private static Optional<Reason> accessSuffices(Proven proven, AccessRequest request, Instant now) {
        Access has = proven.rights().access();
        return has.includes(request.access())
                ? Optional.empty()
                : Optional.of(new Reason.AccessDenied(has, request.access()));
    }

    private static Optional<Reason> resourceIsReached(Proven proven, AccessRequest request, Instant now) {
        Reach reach = proven.rights().reach();
        boolean reached = switch (request.resource()) {
            case Fact.Known<Resource>(Resource resource) -> reach.covers(resource);
            case Fact.Absent<Resource>() -> !(reach instanceof Reach.Under);
        };
        return reached
                ? Optional.empty()
                : Optional.of(new Reason.ResourceDenied(request.resource().toOptional(), reach));
    }

    private static Optional<Reason> addressIsInEveryList(Proven proven, AccessRequest request, Instant now) {
        List<List<Network>> lists = proven.rights().networks();
        boolean inAll = switch (request.ip()) {
            case Fact.Known<ClientIp>(ClientIp address) -> inEveryList(lists, address);
            case Fact.Absent<ClientIp>() -> lists.isEmpty();
        };
        return inAll
                ? Optional.empty()
                : Optional.of(new Reason.IpDenied(request.ip().toOptional(), lists));
    }

    private static boolean inEveryList(List<List<Network>> lists, ClientIp address) {
        for (List<Network> list : lists) {
            if (!inOne(list, address)) {
                return false;
            }
        }
        return true;
    }

    private static boolean inOne(List<Network> networks, ClientIp address) {
        for (Network network : networks) {
            if (network.contains(address)) {
                return true;
            }
        }
        return false;
    }

    private static Optional<Reason> methodIsAllowed(Proven proven, AccessRequest request, Instant now) {
        Optional<NavigableSet<String>> methods = proven.rights().methods();
        if (methods.isEmpty()) {
            return Optional.empty();
        }
        boolean allowed = switch (request.method()) {
            case Fact.Known<String>(String method) -> methods.get().contains(method);
            case Fact.Absent<String>() -> false;
        };
        return allowed
                ? Optional.empty()
                : Optional.of(new Reason.MethodDenied(request.method().toOptional(), methods.get()));
    }
}
