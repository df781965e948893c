package dev.latchkey.session.list;

import dev.latchkey.access.SessionId;
import dev.latchkey.session.device.DeviceId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A device of a person as a list shows it.
///
/// @param network the /24 or /48 it was last seen in: a place only roughly
/// @param session the one it is logged in with; empty for a device that is logged out
public record DeviceRow(
        DeviceId device,
        String label,
        Optional<String> network,
        Instant firstSeen,
        Instant lastSeen,
        Optional<Login> session,
        boolean current) {
    /// The live session of a device.
    ///
    /// @param endsAt when it ends at the latest
    /// @param tokens how many were minted for it so far
    public record Login(
            SessionId id,
            Instant startedAt,
            Instant authTime,
            String acr,
            List<String> amr,
            Instant endsAt,
            int tokens) {
        public Login {
            amr = List.copyOf(amr);
        }
    }
}
