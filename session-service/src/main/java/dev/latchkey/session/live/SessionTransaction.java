package dev.latchkey.session.live;

import dev.latchkey.access.Network;
import dev.latchkey.access.PersonId;
import dev.latchkey.access.SessionId;
import dev.latchkey.events.Act;
import dev.latchkey.events.Act.Actor;
import dev.latchkey.events.Act.ActorKind;
import dev.latchkey.events.Event;
import dev.latchkey.events.SessionConsolidated;
import dev.latchkey.events.SessionRefreshed;
import dev.latchkey.events.SessionStarted;
import dev.latchkey.kit.outbox.Outbox;
import dev.latchkey.session.device.DeviceLabel;
import dev.latchkey.session.device.Devices;
import dev.latchkey.session.origin.PublicOrigin;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/// Opens, renews and ends sessions; each change and its events are one transaction.
///
/// What changes the set of a person's sessions takes the person's lock first: a login and "log out other sessions" that
/// meet come one after the other.
@ApplicationScoped
public class SessionTransaction {
    private static final String LOCK = "select cast(pg_advisory_xact_lock(hashtextextended(:key, 0)) as text)";
    private static final String HOLDS = "select p.id from person p left join password w on w.person_id = p.id"
            + " where p.id = :person and p.state = 'active' and (:password = '' or w.phc = :password)";
    private static final String INSERT =
            "insert into session (id, cookie_hash, person_id, device_id, acr, amr, keep, roles,"
                    + " auth_time, started_at, last_seen_at, network) values (:id, :cookie, :person, :device, :acr, :amr, :keep, "
                    + SessionRows.rolesOfPerson() + ", :now, :now, :now, nullif(:network, ''))";
    private static final String SURPLUS = "select id from session where person_id = :person and ended_at is null"
            + " and id <> :id order by last_seen_at desc, id desc offset :others";
    private static final String END = "update session set ended_at = :now, ended_because = :because"
            + " where person_id = :person and ended_at is null and ";
    private static final String RENEW = "update session set cookie_hash = :next, roles = " + SessionRows.rolesOfPerson()
            + " where id = :id and person_id = :person and cookie_hash = :cookie and ended_at is null";
    private static final String PROVED =
            "update session set cookie_hash = :next, roles = " + SessionRows.rolesOfPerson()
                    + ", auth_time = :now, acr = greatest(acr, :acr)"
                    + " where id = :id and person_id = :person and cookie_hash = :cookie and ended_at is null";

    private final Devices devices;
    private final Outbox outbox;
    private final SessionLimits limits;
    private final PublicOrigin origin;
    private final SecureRandom random;
    private final Clock clock;

    SessionTransaction(
            Devices devices,
            Outbox outbox,
            SessionLimits limits,
            PublicOrigin origin,
            SecureRandom random,
            Clock clock) {
        this.devices = devices;
        this.outbox = outbox;
        this.limits = limits;
        this.origin = origin;
        this.random = random;
        this.clock = clock;
    }

    /// Opens a session, in the caller's transaction or one of its own. One that the device already had ends as
    /// replaced; of more than are allowed, the one idle longest ends.
    ///
    /// @return empty when what let the person in has changed meanwhile: they may not act any more, or have another
    ///     password
    @WithTransaction
    public Uni<Optional<Opened>> open(Opening opening) {
        return lock(opening.person())
                .chain(() -> stillHolds(opening))
                .chain(holds -> holds
                        ? opened(opening).map(Optional::of)
                        : Uni.createFrom().item(Optional.empty()));
    }

    private static Uni<Boolean> stillHolds(Opening opening) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(HOLDS, String.class)
                        .setParameter("person", opening.person().publicId())
                        .setParameter("password", opening.passwordHash().orElse(""))
                        .getSingleResultOrNull())
                .map(Objects::nonNull);
    }

    private Uni<Opened> opened(Opening opening) {
        var now = now();
        var opened = new Opened(SessionId.of(now, random), CookieValue.random(random));
        var act = act(opening, opened.session(), now);
        var events = new ArrayList<Event>();
        return devices.loggedIn(
                        opening.device(),
                        opening.person(),
                        DeviceLabel.ofUserAgent(opening.client().userAgent()),
                        opening.client().network(),
                        now)
                .invoke(first -> events.add(started(opening, opened.session(), first, act)))
                .chain(() -> endOnDevice(opening, act))
                .invoke(replaced -> replaced.forEach(old -> {
                    events.add(consolidated(opening, opened.session(), old, act));
                    events.add(ended(old, opening.person(), Cause.REPLACED, act));
                }))
                .chain(() -> insert(opening, opened, now))
                .chain(() -> endSurplus(opening.person(), opened.session(), act))
                .invoke(surplus -> surplus.forEach(old -> events.add(ended(old, opening.person(), Cause.SURPLUS, act))))
                .chain(() -> outbox.add(events))
                .replaceWith(opened);
    }

    /// Gives a session another cookie because its person's roles have changed.
    @WithTransaction
    Uni<Renewal> rolesChanged(LiveSession session, CookieValue cookie, Act act) {
        return renew(RENEW, session, cookie, session.authTime(), session.acr(), "role-changed", act);
    }

    /// Gives a session another cookie because its person has proved again who they are, in the caller's transaction or
    /// one of its own.
    @WithTransaction
    public Uni<Renewal> proved(LiveSession session, CookieValue cookie, Acr acr, String cause, Act act) {
        var reached = acr.compareTo(session.acr()) > 0 ? acr : session.acr();
        return renew(PROVED, session, cookie, act.at(), reached, cause, act);
    }

    private Uni<Renewal> renew(
            String how, LiveSession session, CookieValue cookie, Instant proved, Acr acr, String cause, Act act) {
        var next = CookieValue.random(random);
        var refreshed = new SessionRefreshed(
                session.id().publicId(), session.person().publicId(), cause, acr.word(), proved, act);
        return lock(session.person())
                .chain(Panache::getSession)
                .chain(database -> {
                    var query = database.createNativeQuery(how)
                            .setParameter("next", next.hash())
                            .setParameter("id", session.id().publicId())
                            .setParameter("person", session.person().publicId())
                            .setParameter("cookie", cookie.hash());
                    return how.equals(PROVED)
                            ? query.setParameter("now", proved)
                                    .setParameter("acr", acr.word())
                                    .executeUpdate()
                            : query.executeUpdate();
                })
                .chain(changed -> changed == 0
                        ? Uni.createFrom().item(new Renewal.Gone())
                        : outbox.add(refreshed).replaceWith(new Renewal.Renewed(next)));
    }

    /// Ends one session of a person; empty when it was not live.
    @WithTransaction
    public Uni<List<SessionId>> end(PersonId person, SessionId session, Cause cause, Act act) {
        return endWhere(person, "id = :which", session.publicId(), cause, act);
    }

    /// Ends all sessions of a person but this one.
    @WithTransaction
    public Uni<List<SessionId>> endOthers(PersonId person, SessionId kept, Cause cause, Act act) {
        return endWhere(person, "id <> :which", kept.publicId(), cause, act);
    }

    /// Ends all sessions of a person.
    @WithTransaction
    public Uni<List<SessionId>> endAll(PersonId person, Cause cause, Act act) {
        return endWhere(person, "id <> :which", "", cause, act);
    }

    /// Ends the session a person has on a device.
    @WithTransaction
    public Uni<List<SessionId>> endOnDevice(PersonId person, String device, Cause cause, Act act) {
        return endWhere(person, "device_id = :which", device, cause, act);
    }

    private Uni<List<SessionId>> endWhere(PersonId person, String where, String which, Cause cause, Act act) {
        return lock(person)
                .chain(() -> ending(person, where, which, cause, act.at()))
                .call(ids -> outbox.add(
                        ids.stream().map(id -> ended(id, person, cause, act)).toList()));
    }

    private Uni<List<SessionId>> endOnDevice(Opening opening, Act act) {
        return ending(opening.person(), "device_id = :which", opening.device().publicId(), Cause.REPLACED, act.at());
    }

    private Uni<List<SessionId>> endSurplus(PersonId person, SessionId opened, Act act) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(SURPLUS, String.class)
                        .setParameter("person", person.publicId())
                        .setParameter("id", opened.publicId())
                        .setParameter("others", limits.parallel() - 1)
                        .getResultList())
                .chain(ids -> each(ids, id -> ending(person, "id = :which", id, Cause.SURPLUS, act.at())));
    }

    private interface Ending {
        Uni<List<SessionId>> end(String id);
    }

    private static Uni<List<SessionId>> each(List<String> ids, Ending ending) {
        var ended = new ArrayList<SessionId>();
        var done = Uni.createFrom().voidItem();
        for (var id : ids) {
            done = done.chain(() -> ending.end(id)).invoke(ended::addAll).replaceWithVoid();
        }
        return done.map(ignored -> List.copyOf(ended));
    }

    private static Uni<List<SessionId>> ending(PersonId person, String where, String which, Cause cause, Instant now) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(END + where + " returning id", String.class)
                        .setParameter("now", now)
                        .setParameter("because", cause.slug())
                        .setParameter("person", person.publicId())
                        .setParameter("which", which)
                        .getResultList())
                .map(ids -> ids.stream()
                        .map(id -> SessionId.parsePublic(id).orElseThrow())
                        .toList());
    }

    private static Uni<Void> lock(PersonId person) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(LOCK, String.class)
                        .setParameter("key", "sessions of " + person.publicId())
                        .getSingleResult())
                .replaceWithVoid();
    }

    private static Uni<Integer> insert(Opening opening, Opened opened, Instant now) {
        return Panache.getSession().chain(session -> insert(session, opening, opened, now));
    }

    private static Uni<Integer> insert(Mutiny.Session session, Opening opening, Opened opened, Instant now) {
        return session.createNativeQuery(INSERT)
                .setParameter("id", opened.session().publicId())
                .setParameter("cookie", opened.cookie().hash())
                .setParameter("person", opening.person().publicId())
                .setParameter("device", opening.device().publicId())
                .setParameter("acr", opening.acr().word())
                .setParameter("amr", String.join(" ", opening.amr()))
                .setParameter("keep", opening.kept())
                .setParameter("now", now)
                .setParameter(
                        "network", opening.client().network().map(Network::text).orElse(""))
                .executeUpdate();
    }

    private static Act act(Opening opening, SessionId session, Instant now) {
        var actor = new Actor(ActorKind.PERSON, opening.person().publicId(), null, session.publicId(), null);
        return new Act(actor, opening.client().origin(), now);
    }

    private static SessionStarted started(Opening opening, SessionId session, boolean first, Act act) {
        return new SessionStarted(
                session.publicId(),
                opening.person().publicId(),
                opening.device().publicId(),
                first,
                opening.acr().word(),
                opening.amr(),
                act.at(),
                act);
    }

    private static SessionConsolidated consolidated(Opening opening, SessionId session, SessionId old, Act act) {
        return new SessionConsolidated(
                session.publicId(),
                opening.person().publicId(),
                opening.device().publicId(),
                old.publicId(),
                act);
    }

    private Event ended(SessionId session, PersonId person, Cause cause, Act act) {
        return EndedSession.event(session, person, cause, act, origin.text());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
