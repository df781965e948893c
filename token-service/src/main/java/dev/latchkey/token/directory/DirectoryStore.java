package dev.latchkey.token.directory;

import dev.latchkey.access.KeyId;
import dev.latchkey.access.OrgHandle;
import dev.latchkey.access.PersonId;
import dev.latchkey.events.MembershipChanged;
import dev.latchkey.events.MembershipChanged.Role;
import dev.latchkey.events.OrgChanged;
import dev.latchkey.events.OrgPolicy;
import dev.latchkey.events.PersonChanged;
import dev.latchkey.events.State;
import dev.latchkey.events.StateChanged;
import dev.latchkey.events.StateKey;
import dev.latchkey.token.keys.RootKeys;
import dev.latchkey.token.state.StateStore;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/// Orgs, people and memberships as last heard of; a record that is older than what is held changes nothing.
@ApplicationScoped
public class DirectoryStore {
    private static final String ORG = "insert into org as held"
            + " (handle, display_name, max_token_life_seconds, never_expires_allowed, version)"
            + " values (:org, :name, cast(nullif(cast(:life as text), '') as bigint), :never, :version)"
            + " on conflict (handle) do update set display_name = excluded.display_name,"
            + " max_token_life_seconds = excluded.max_token_life_seconds,"
            + " never_expires_allowed = excluded.never_expires_allowed, version = excluded.version"
            + " where excluded.version > held.version";
    private static final String PERSON = "insert into person as held (id, display_name, state, version)"
            + " values (:id, :name, :state, :version) on conflict (id) do update"
            + " set display_name = excluded.display_name, state = excluded.state, version = excluded.version"
            + " where excluded.version > held.version";
    private static final String MEMBERSHIP = "insert into membership as held (id, org, person_id, role, ended, version)"
            + " values (:id, :org, :person, :role, :ended, :version) on conflict (id) do update"
            + " set role = excluded.role, ended = excluded.ended, version = excluded.version"
            + " where excluded.version > held.version";
    private static final String ROLE = "select m.role from membership m join person p on p.id = m.person_id"
            + " where m.org = :org and m.person_id = :person and not m.ended and p.state = 'active'";

    private static final String MEMBER = "select m.role, o.max_token_life_seconds, o.never_expires_allowed"
            + " from membership m join person p on p.id = m.person_id join org o on o.handle = m.org"
            + " where m.org = :org and m.person_id = :person and not m.ended and p.state = 'active'";

    private final RootKeys rootKeys;
    private final StateStore states;
    private final MemberStates members;
    private final Clock clock;

    DirectoryStore(RootKeys rootKeys, StateStore states, MemberStates members, Clock clock) {
        this.rootKeys = rootKeys;
        this.states = states;
        this.members = members;
        this.clock = clock;
    }

    /// Takes an org; one that has no root key yet gets generation 1. Answers what verifiers have to know.
    @WithTransaction
    Uni<List<StateChanged>> take(OrgChanged org, OrgHandle handle) {
        var policy = Optional.ofNullable(org.policy()).orElse(OrgPolicy.UNDECIDED);
        var life = Optional.ofNullable(policy.maxTokenLife());
        return changed(
                        ORG,
                        query -> query.setParameter("org", org.org())
                                .setParameter("name", org.displayName())
                                .setParameter(
                                        "life",
                                        life.map(most -> Long.toString(Math.max(1, most.toSeconds())))
                                                .orElse(""))
                                .setParameter("never", policy.neverExpiresAllowed())
                                .setParameter("version", org.version()))
                .chain(newer -> firstKey(handle).map(first -> {
                    var nexts = new ArrayList<>(first);
                    if (newer) {
                        nexts.add(pace(org.org(), policy));
                    }
                    return List.copyOf(nexts);
                }))
                .chain(nexts -> nexts.isEmpty() ? Uni.createFrom().item(List.of()) : states.change(nexts));
    }

    private StateStore.Next pace(String org, OrgPolicy policy) {
        return new StateStore.Next(
                StateKey.org(org),
                new State.OfOrg(clock.instant(), policy.callsPerSecond(), policy.callsPerSecondPerToken()));
    }

    private Uni<List<StateStore.Next>> firstKey(OrgHandle org) {
        var first = new KeyId(org, 1);
        return rootKeys.newest(org)
                .chain(newest -> newest.isPresent()
                        ? Uni.createFrom().item(List.of())
                        : rootKeys.create(first)
                                .replaceWith(List.of(new StateStore.Next(
                                        StateKey.rootKey(first.text()), new State.OfKey(false, clock.instant())))));
    }

    /// Takes a person. Answers what verifiers have to know: nobody acts who is disabled or erased.
    @WithTransaction
    Uni<List<StateChanged>> take(PersonChanged person) {
        return members.lock(person.personId())
                .chain(() -> run(
                        PERSON,
                        query -> query.setParameter("id", person.personId())
                                .setParameter("name", person.displayName())
                                .setParameter("state", person.state().name().toLowerCase(Locale.ROOT))
                                .setParameter("version", person.version())))
                .chain(() -> members.changesOf(person.personId()));
    }

    /// Takes a membership. Answers what verifiers have to know: the most the person may do in the org.
    @WithTransaction
    Uni<List<StateChanged>> take(MembershipChanged membership) {
        return members.lock(membership.personId())
                .chain(() -> run(
                        MEMBERSHIP,
                        query -> query.setParameter("id", membership.membershipId())
                                .setParameter("org", membership.org())
                                .setParameter("person", membership.personId())
                                .setParameter("role", membership.role().name().toLowerCase(Locale.ROOT))
                                .setParameter("ended", membership.ended())
                                .setParameter("version", membership.version())))
                .chain(() -> members.changesOf(membership.personId()));
    }

    /// Whether it was newer than what is held.
    private static Uni<Boolean> changed(String sql, java.util.function.UnaryOperator<Mutiny.MutationQuery> bind) {
        return Panache.getSession()
                .chain(session -> bind.apply(session.createNativeQuery(sql)).executeUpdate())
                .map(count -> count > 0);
    }

    private static Uni<Void> run(String sql, java.util.function.UnaryOperator<Mutiny.MutationQuery> bind) {
        return changed(sql, bind).replaceWithVoid();
    }

    /// The present role of an active person in an org; empty for whoever is not a member.
    @WithSession
    public Uni<Optional<Role>> role(OrgHandle org, PersonId person) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(ROLE, String.class)
                        .setParameter("org", org.value())
                        .setParameter("person", person.publicId())
                        .getSingleResultOrNull())
                .map(role -> Optional.ofNullable(role).map(found -> Role.valueOf(found.toUpperCase(Locale.ROOT))));
    }

    /// The present role of an active person in an org, and what the org has decided about tokens; empty for whoever is
    /// not a member.
    @WithSession
    public Uni<Optional<Member>> member(OrgHandle org, PersonId person) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(MEMBER, Object[].class)
                        .setParameter("org", org.value())
                        .setParameter("person", person.publicId())
                        .getSingleResultOrNull())
                .map(row -> Optional.ofNullable(row).map(Member::of));
    }
}
