package dev.latchkey.access;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.latchkey.macaroon.Key;
import dev.latchkey.macaroon.Macaroon;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A ticket that its addressee has opened: the condition to look at, and the means to vouch for it.
///
/// It holds the secret that discharges are made from. Look at the condition first; [#discharge] does not.
public final class OpenTicket {
    private final String text;
    private final Key key;
    private final PersonId person;
    private final @Nullable DeviceId device;

    OpenTicket(String text, byte[] secret, PersonId person, @Nullable DeviceId device) {
        this.text = text;
        this.key = Key.derive(secret);
        this.person = person;
        this.device = device;
    }

    /// The ticket as it stands in the token, `lkt1.…`.
    public String text() {
        return text;
    }

    /// Whose login must live.
    public PersonId person() {
        return person;
    }

    /// On which device, if on a certain one.
    public Optional<DeviceId> device() {
        return Optional.ofNullable(device);
    }

    /// Vouches for the condition, unbound: whoever gets it can bind it to any token that carries this ticket.
    ///
    /// @param end until when, at most [Discharge#LONGEST] from now and not past the session
    /// @param session the login that met the condition: when it ends, so does the discharge, at every verifier
    public Discharge discharge(Instant end, SessionId session) {
        return new Discharge(Macaroon.create(key, text.getBytes(US_ASCII))
                .withFirstParty(new Caveat.Before(end).text())
                .withFirstParty(new Caveat.During(session).text()));
    }

    /// Never the secret, and no person.
    @Override
    public String toString() {
        return "OpenTicket[••••]";
    }
}
