package dev.latchkey.session.live;

import dev.latchkey.access.PersonId;
import dev.latchkey.session.browser.Client;
import dev.latchkey.session.device.DeviceId;
import java.util.List;
import java.util.Optional;

/// A login that has succeeded.
///
/// @param amr how the person proved who they are (RFC 8176): `pwd`, …
/// @param kept "keep me logged in": for whoever logged in with a passkey
/// @param passwordHash the hash that the password was held against, which must still be the person's; empty where it
/// was
///     none, or was replaced in the same transaction
public record Opening(
        PersonId person,
        DeviceId device,
        Acr acr,
        List<String> amr,
        boolean kept,
        Optional<String> passwordHash,
        Client client) {
    public Opening {
        amr = List.copyOf(amr);
        if (kept && acr != Acr.LK2) {
            throw new IllegalArgumentException("only a passkey keeps somebody logged in");
        }
    }

    /// Never the hash.
    @Override
    public String toString() {
        return "Opening[" + person + ", " + acr + "]";
    }
}
