package dev.latchkey.session.login;

import dev.latchkey.access.PersonId;
import dev.latchkey.session.browser.Client;
import dev.latchkey.session.device.DeviceId;
import dev.latchkey.session.keys.Purpose;
import dev.latchkey.session.keys.SessionKeys;
import dev.latchkey.session.live.Acr;
import dev.latchkey.session.live.Opened;
import dev.latchkey.session.live.Opening;
import dev.latchkey.session.live.SessionTransaction;
import dev.latchkey.session.password.EnteredPassword;
import dev.latchkey.session.password.Hashing;
import dev.latchkey.session.password.Hashing.Hashed;
import dev.latchkey.session.password.Objection;
import dev.latchkey.session.password.Passwords;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Replaces a password that somebody else has made, before the first session is opened.
///
/// The old one is used up by then. The ticket stands for it: on the same device, for ten minutes, and until the
/// password
/// has been replaced.
@ApplicationScoped
class FirstLogin {
    private static final Duration LIFE = Duration.ofMinutes(10);

    private final SessionKeys keys;
    private final Accounts accounts;
    private final Passwords passwords;
    private final SessionTransaction sessions;
    private final Credentials credentials;
    private final Clock clock;

    FirstLogin(
            SessionKeys keys,
            Accounts accounts,
            Passwords passwords,
            SessionTransaction sessions,
            Credentials credentials,
            Clock clock) {
        this.keys = keys;
        this.accounts = accounts;
        this.passwords = passwords;
        this.sessions = sessions;
        this.credentials = credentials;
        this.clock = clock;
    }

    /// What came of it.
    sealed interface Outcome {
        record LoggedIn(Opened opened) implements Outcome {}

        record Refused(Objection objection) implements Outcome {}

        /// The ticket is too old, used, or was given to another device.
        record StartAgain() implements Outcome {}

        record Busy() implements Outcome {}
    }

    String ticket(PersonId person, DeviceId device) {
        return keys.seal(
                Purpose.FIRST_LOGIN,
                device.publicId(),
                person.publicId() + " " + clock.instant().plus(LIFE).getEpochSecond());
    }

    Uni<Outcome> replace(String ticket, EnteredPassword next, DeviceId device, Client client) {
        var person = open(ticket, device);
        return person.isEmpty()
                ? Uni.createFrom().item(new Outcome.StartAgain())
                : accounts.words(person.get())
                        .chain(words -> passwords.hash(next, words))
                        .chain(hashing -> switch (hashing) {
                            case Hashing.Refused(var objection) ->
                                Uni.createFrom().item(new Outcome.Refused(objection));
                            case Hashing.Busy() -> Uni.createFrom().item(new Outcome.Busy());
                            case Hashed hashed -> keep(person.get(), hashed, device, client);
                        });
    }

    private Optional<PersonId> open(String ticket, DeviceId device) {
        return keys.open(Purpose.FIRST_LOGIN, device.publicId(), ticket)
                .map(text -> text.split(" ", -1))
                .filter(parts -> Instant.ofEpochSecond(Long.parseLong(parts[1])).isAfter(clock.instant()))
                .flatMap(parts -> PersonId.parsePublic(parts[0]));
    }

    @WithTransaction
    Uni<Outcome> keep(PersonId person, Hashed hashed, DeviceId device, Client client) {
        return passwords
                .replaceUsed(person, hashed)
                .chain(replaced -> replaced
                        ? sessions.open(new Opening(
                                        person, device, Acr.LK1, PasswordLogin.AMR, false, Optional.empty(), client))
                                .chain(opened -> opened.isEmpty()
                                        ? Uni.createFrom().item(new Outcome.StartAgain())
                                        : credentials
                                                .told(person, opened.get().session(), client)
                                                .replaceWith(new Outcome.LoggedIn(opened.get())))
                        : Uni.createFrom().item(new Outcome.StartAgain()));
    }
}
