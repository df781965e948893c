package dev.latchkey.session.ending;

import dev.latchkey.access.PersonId;
import dev.latchkey.access.SessionId;
import dev.latchkey.events.Act;
import dev.latchkey.session.browser.Client;
import dev.latchkey.session.device.DeviceId;
import dev.latchkey.session.device.Devices;
import dev.latchkey.session.live.Cause;
import dev.latchkey.session.live.CookieValue;
import dev.latchkey.session.live.LiveSession;
import dev.latchkey.session.live.Renewal;
import dev.latchkey.session.live.SessionTransaction;
import dev.latchkey.session.login.Credentials;
import dev.latchkey.session.login.Seals;
import dev.latchkey.session.password.Hashing.Hashed;
import dev.latchkey.session.password.Passwords;
import dev.latchkey.session.password.Terms;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Ends sessions, notes what ended, and writes the events: one transaction, so that the cookies of all are dead at its
/// commit and not before.
@ApplicationScoped
class EndingTransaction {
    private static final String NOTE = "insert into session_ending (id, person_id, sessions, listed, since)"
            + " values (:id, :person, :sessions, :listed, :since)";

    private final SessionTransaction sessions;
    private final Devices devices;
    private final Seals seals;
    private final Passwords passwords;
    private final Credentials credentials;
    private final SecureRandom random;

    EndingTransaction(
            SessionTransaction sessions,
            Devices devices,
            Seals seals,
            Passwords passwords,
            Credentials credentials,
            SecureRandom random) {
        this.sessions = sessions;
        this.devices = devices;
        this.seals = seals;
        this.passwords = passwords;
        this.credentials = credentials;
        this.random = random;
    }

    /// Ends all others; empty when the list has been used.
    @WithTransaction
    Uni<Optional<Ended>> others(LiveSession session, Seals.Opened list, List<SessionId> listed, Act act) {
        return seals.use(list)
                .chain(first -> first
                        ? sessions.endOthers(session.person(), session.id(), Cause.ENDED, act)
                                .chain(ended -> note(session.person(), ended, listed, act))
                                .map(Optional::of)
                        : Uni.createFrom().item(Optional.empty()));
    }

    /// Ends one; empty when it is not a live one of the person.
    @WithTransaction
    Uni<Optional<Ended>> one(LiveSession session, SessionId which, Act act) {
        return sessions.end(session.person(), which, Cause.ENDED, act)
                .chain(ended -> ended.isEmpty()
                        ? Uni.createFrom().item(Optional.empty())
                        : note(session.person(), ended, ended, act).map(Optional::of));
    }

    /// Forgets a device and ends its session; empty when it is none of the person's.
    @WithTransaction
    Uni<Optional<Ended>> forget(LiveSession session, DeviceId device, Act act) {
        return devices.lock(device, session.person())
                .chain(label -> label.isEmpty()
                        ? Uni.createFrom().item(Optional.empty())
                        : sessions.endOnDevice(session.person(), device.publicId(), Cause.FORGOTTEN, act)
                                .call(() -> devices.forget(device, session.person()))
                                .chain(ended -> note(session.person(), ended, ended, act))
                                .map(Optional::of));
    }

    /// Ends all of somebody else.
    @WithTransaction
    Uni<Ended> all(LiveSession session, PersonId whose, Act act) {
        return sessions.endAll(whose, Cause.ENDED_BY_ADMIN, act)
                .chain(ended -> note(session.person(), ended, ended, act));
    }

    /// Gives the current session another cookie, keeps the new password and ends all others; empty, and nothing done,
    /// when that session is over or has another cookie by now.
    @WithTransaction
    Uni<Optional<Changed>> passwordChanged(
            LiveSession session, CookieValue cookie, Hashed next, Client client, Act act) {
        return sessions.proved(session, cookie, session.acr(), "password-changed", act)
                .chain(renewal -> switch (renewal) {
                    case Renewal.Renewed(var renewed) ->
                        changed(session, next, client, act).map(ended -> Optional.of(new Changed(ended, renewed)));
                    case Renewal.Gone() -> Uni.createFrom().item(Optional.empty());
                });
    }

    private Uni<Ended> changed(LiveSession session, Hashed next, Client client, Act act) {
        return passwords
                .keep(session.person(), next, Terms.CHOSEN)
                .chain(() -> credentials.told(session.person(), session.id(), client))
                .chain(() -> sessions.endOthers(session.person(), session.id(), Cause.PASSWORD_CHANGED, act))
                .chain(ended -> note(session.person(), ended, ended, act));
    }

    record Changed(Ended ended, CookieValue cookie) {}

    private Uni<Ended> note(PersonId person, List<SessionId> ended, List<SessionId> listed, Act act) {
        var note = new Ended(EndingId.random(random), ended, listed, act.at());
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(NOTE)
                        .setParameter("id", note.id().publicId())
                        .setParameter("person", person.publicId())
                        .setParameter("sessions", joined(ended))
                        .setParameter("listed", joined(listed))
                        .setParameter("since", act.at())
                        .executeUpdate())
                .replaceWith(note);
    }

    private static String joined(List<SessionId> ids) {
        return ids.stream().map(SessionId::publicId).collect(Collectors.joining(" "));
    }
}
