package dev.latchkey.token.directory;

import dev.latchkey.events.MembershipChanged.Role;
import dev.latchkey.events.State;
import dev.latchkey.events.State.Highest;
import dev.latchkey.events.StateChanged;
import dev.latchkey.events.StateKey;
import dev.latchkey.token.state.StateStore;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Makes of memberships and people what verifiers must know: the most a person may do in each org.
///
/// Whoever may write and always could has no record, which says the same.
@Singleton
final class MemberStates {
    /// First half of the advisory lock's key.
    private static final int PEOPLE = 0x6c6b7065;

    private static final String LOCK = "select cast(pg_advisory_xact_lock(:people, hashtext(:person)) as text)";

    private static final String MEMBERSHIPS = "select m.org, m.role, m.ended or coalesce(p.state <> 'active', false)"
            + " from membership m left join person p on p.id = m.person_id where m.person_id = :person order by m.org";

    private final StateStore states;
    private final Clock clock;

    MemberStates(StateStore states, Clock clock) {
        this.states = states;
        this.clock = clock;
    }

    /// One change of a person or of their memberships at a time, until the transaction ends: each sees the other's.
    Uni<Void> lock(String person) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(LOCK, String.class)
                        .setParameter("people", PEOPLE)
                        .setParameter("person", person)
                        .getSingleResultOrNull())
                .replaceWithVoid();
    }

    /// Brings the feed in line with the tables, for one person; in the caller's transaction, after [#lock(String)].
    Uni<List<StateChanged>> changesOf(String person) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(MEMBERSHIPS, Object[].class)
                        .setParameter("person", person)
                        .getResultList())
                .map(MemberStates::highest)
                .chain(orgs -> differing(person, List.copyOf(orgs.entrySet()), 0, new ArrayList<>()))
                .chain(nexts ->
                        nexts.isEmpty() ? Uni.createFrom().item(List.<StateChanged>of()) : states.change(nexts));
    }

    /// A person may have left an org and come back: then there is more than one membership.
    private static Map<String, Highest> highest(List<Object[]> memberships) {
        var orgs = new TreeMap<String, Highest>();
        for (var membership : memberships) {
            var highest = (boolean) membership[2] ? Highest.NONE : highest((String) membership[1]);
            orgs.merge((String) membership[0], highest, (one, other) -> one.compareTo(other) >= 0 ? one : other);
        }
        return orgs;
    }

    private static Highest highest(String role) {
        return switch (Role.valueOf(role.toUpperCase(Locale.ROOT))) {
            case OWNER, ADMIN, MEMBER -> Highest.WRITE;
            case VIEWER -> Highest.READ;
        };
    }

    private Uni<List<StateStore.Next>> differing(
            String person, List<Map.Entry<String, Highest>> orgs, int at, List<StateStore.Next> found) {
        if (at == orgs.size()) {
            return Uni.createFrom().item(found);
        }
        var key = StateKey.member(person, orgs.get(at).getKey());
        return states.held(key)
                .invoke(held -> next(held, orgs.get(at).getValue())
                        .ifPresent(state -> found.add(new StateStore.Next(key, state))))
                .chain(() -> differing(person, orgs, at + 1, found));
    }

    private Optional<State> next(Optional<StateChanged> held, Highest highest) {
        var before = held.map(StateChanged::state)
                .filter(State.OfMember.class::isInstance)
                .map(State.OfMember.class::cast);
        if (before.map(State.OfMember::highest).orElse(Highest.WRITE) == highest) {
            return Optional.empty();
        }
        var refuseIssuedBefore = before.isEmpty() ? null : before.get().refuseIssuedBefore();
        return Optional.of(new State.OfMember(highest, clock.instant(), refuseIssuedBefore));
    }
}
