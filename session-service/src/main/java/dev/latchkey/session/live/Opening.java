package dev.latchkey.session.live;

import dev.latchkey.access.PersonId;
import dev.latchkey.session.browser.Client;
import dev.latchkey.session.device.DeviceId;
import java.util.List;

/// A login that has succeeded.
///
/// @param amr how the person proved who they are (RFC 8176): `pwd`, …
/// @param kept "keep me logged in": for whoever logged in with a passkey
public record Opening(PersonId person, DeviceId device, Acr acr, List<String> amr, boolean kept, Client client) {
    public Opening {
        amr = List.copyOf(amr);
        if (kept && acr != Acr.LK2) {
            throw new IllegalArgumentException("only a passkey keeps somebody logged in");
        }
    }
}
