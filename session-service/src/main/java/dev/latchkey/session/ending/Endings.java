package dev.latchkey.session.ending;

import dev.latchkey.access.OrgHandle;
import dev.latchkey.access.PersonId;
import dev.latchkey.access.SessionId;
import dev.latchkey.events.Act;
import dev.latchkey.events.MembershipChanged.Role;
import dev.latchkey.session.browser.Client;
import dev.latchkey.session.device.DeviceId;
import dev.latchkey.session.live.Cause;
import dev.latchkey.session.live.CookieValue;
import dev.latchkey.session.live.LiveSession;
import dev.latchkey.session.live.SessionTransaction;
import dev.latchkey.session.login.Accounts;
import dev.latchkey.session.login.Proofs;
import dev.latchkey.session.login.Proving;
import dev.latchkey.session.login.Seals;
import dev.latchkey.session.password.EnteredPassword;
import dev.latchkey.session.password.Hashing;
import dev.latchkey.session.password.Passwords;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Ends sessions for whoever has proved in the same request who they are: a thief of a fresh session has no proof.
@Singleton
public final class Endings {
    private static final String OTHERS = "end-others";

    private final EndingTransaction transaction;
    private final SessionTransaction sessions;
    private final EndingStore store;
    private final Verifiers verifiers;
    private final Proofs proofs;
    private final Seals seals;
    private final Accounts accounts;
    private final Passwords passwords;
    private final Clock clock;

    Endings(
            EndingTransaction transaction,
            SessionTransaction sessions,
            EndingStore store,
            Verifiers verifiers,
            Proofs proofs,
            Seals seals,
            Accounts accounts,
            Passwords passwords,
            Clock clock) {
        this.transaction = transaction;
        this.sessions = sessions;
        this.store = store;
        this.verifiers = verifiers;
        this.proofs = proofs;
        this.seals = seals;
        this.accounts = accounts;
        this.passwords = passwords;
        this.clock = clock;
    }

    /// What is about to end, sealed into the form that shows it.
    public String list(LiveSession session, List<SessionId> others) {
        return seals.seal(
                session, OTHERS, others.stream().map(SessionId::publicId).collect(Collectors.joining(" ")));
    }

    /// Ends every session of the person but the current one, also those that the list does not show yet.
    Uni<EndOutcome> others(LiveSession session, String sealed, EnteredPassword password, Client client) {
        var list = seals.open(session, OTHERS, sealed);
        return list.isEmpty()
                ? Uni.createFrom().item(new EndOutcome.StaleList())
                : proven(
                        session,
                        password,
                        client,
                        () -> transaction
                                .others(session, list.get(), listed(list.get().text()), act(session, client))
                                .chain(ended -> ended.map(this::confirmed)
                                        .orElseGet(() -> Uni.createFrom().item(new EndOutcome.StaleList()))));
    }

    private static List<SessionId> listed(String text) {
        return Arrays.stream(text.split(" ", -1))
                .flatMap(id -> SessionId.parsePublic(id).stream())
                .toList();
    }

    /// Ends one session of the person.
    Uni<EndOutcome> one(LiveSession session, SessionId which, EnteredPassword password, Client client) {
        return proven(
                session,
                password,
                client,
                () -> transaction.one(session, which, act(session, client)).chain(this::confirmedIfAny));
    }

    /// Ends the session on a device of the person and forgets the device.
    Uni<EndOutcome> forget(LiveSession session, DeviceId device, EnteredPassword password, Client client) {
        return proven(
                session,
                password,
                client,
                () -> transaction.forget(session, device, act(session, client)).chain(this::confirmedIfAny));
    }

    /// Ends all sessions of a member of an org that is their home: for owners, and for admins unless it is an owner's.
    Uni<EndOutcome> ofMember(
            LiveSession session, OrgHandle org, PersonId whose, EnteredPassword password, Client client) {
        return store.homeRole(org, whose).chain(role -> {
            if (role.isEmpty() || session.role(org).isEmpty()) {
                return Uni.createFrom().item(new EndOutcome.Unknown());
            }
            return mayEnd(session.role(org).get(), role.get())
                    ? proven(
                            session,
                            password,
                            client,
                            () -> transaction
                                    .all(session, whose, act(session, client))
                                    .chain(this::confirmed))
                    : Uni.createFrom().item(new EndOutcome.NotAllowed());
        });
    }

    private static boolean mayEnd(Role caller, Role whose) {
        return switch (caller) {
            case OWNER -> true;
            case ADMIN -> whose != Role.OWNER;
            case MEMBER, VIEWER -> false;
        };
    }

    /// Changes the person's password, which ends all other sessions and renews the current one.
    Uni<EndOutcome> changePassword(
            LiveSession session, CookieValue cookie, EnteredPassword old, EnteredPassword next, Client client) {
        return proven(
                session,
                old,
                client,
                () -> accounts.words(session.person())
                        .chain(words -> passwords.hash(next, words))
                        .chain(hashing -> switch (hashing) {
                            case Hashing.Refused(var objection) ->
                                Uni.createFrom().item(new EndOutcome.BadPassword(objection));
                            case Hashing.Busy() -> Uni.createFrom().item(new EndOutcome.Busy());
                            case Hashing.Hashed hashed ->
                                transaction
                                        .passwordChanged(session, cookie, hashed, client, act(session, client))
                                        .chain(changed -> changed.isEmpty()
                                                ? Uni.createFrom().item(new EndOutcome.Unknown())
                                                : confirmed(
                                                        changed.get().ended(),
                                                        Optional.of(
                                                                changed.get().cookie())));
                        }));
    }

    /// Ends the session itself. Nobody waits for verifiers, and no proof is asked for: it only takes from whoever does
    /// it.
    Uni<Void> logOut(LiveSession session, Client client) {
        var act = act(session, client);
        return sessions.end(session.person(), session.id(), Cause.LOGGED_OUT, act)
                .invoke(ended -> verifiers.tellSoon(ended, act.at()))
                .replaceWithVoid();
    }

    /// Asks again how many verifiers know of what one act of this person has ended.
    Uni<EndOutcome> again(LiveSession session, EndingId id) {
        return store.find(session.person(), id).chain(this::confirmedIfAny);
    }

    private Uni<EndOutcome> proven(
            LiveSession session, EnteredPassword password, Client client, Supplier<Uni<EndOutcome>> act) {
        return proofs.prove(session, password, client).chain(proving -> switch (proving) {
            case Proving.Proven() -> act.get();
            case Proving.NotProven() -> Uni.createFrom().item(new EndOutcome.NotProven());
            case Proving.Busy() -> Uni.createFrom().item(new EndOutcome.Busy());
        });
    }

    private Uni<EndOutcome> confirmedIfAny(Optional<Ended> ended) {
        return ended.map(this::confirmed).orElseGet(() -> Uni.createFrom().item(new EndOutcome.Unknown()));
    }

    private Uni<EndOutcome> confirmed(Ended ended) {
        return confirmed(ended, Optional.empty());
    }

    private Uni<EndOutcome> confirmed(Ended ended, Optional<CookieValue> cookie) {
        var committed = System.nanoTime();
        return verifiers
                .tell(ended.sessions(), ended.since())
                .map(confirmation -> new EndOutcome.Done(
                        ended, confirmation, Duration.ofNanos(System.nanoTime() - committed), cookie));
    }

    private Act act(LiveSession session, Client client) {
        return session.act(client.origin(), now());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
