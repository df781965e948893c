package dev.latchkey.access;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// Opens tickets with the private keys that are in use: the current one, and those that tokens in the field may still
/// be sealed to.
public final class Tickets {
    private final Map<String, TicketPrivateKey> keys = new HashMap<>();

    /// Opens tickets sealed to any of these.
    ///
    /// @throws IllegalArgumentException if two keys have one id: a ticket could not say which it wants
    public Tickets(List<TicketPrivateKey> keys) {
        for (TicketPrivateKey key : keys) {
            if (this.keys.put(key.publicKey().kid(), key) != null) {
                throw new IllegalArgumentException(
                        "two ticket keys with the id " + key.publicKey().kid());
            }
        }
    }

    /// Opens a ticket as a client presented it.
    public TicketOpening open(String text) {
        return TicketText.decode(text)
                .<TicketOpening>map(ticket -> open(text, ticket))
                .orElseGet(TicketOpening.NoTicket::new);
    }

    private TicketOpening open(String text, byte[] ticket) {
        String kid = HexFormat.of().formatHex(TicketText.kid(ticket));
        TicketPrivateKey key = keys.get(kid);
        if (key == null) {
            return new TicketOpening.UnknownKey(kid);
        }
        return TicketText.open(text, ticket, key)
                .<TicketOpening>map(TicketOpening.Opened::new)
                .orElseGet(TicketOpening.Unopenable::new);
    }

    @Override
    public String toString() {
        return "Tickets" + keys.keySet();
    }
}
