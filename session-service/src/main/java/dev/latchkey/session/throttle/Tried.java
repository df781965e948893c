package dev.latchkey.session.throttle;

import dev.latchkey.access.Network;
import dev.latchkey.session.device.DeviceId;
import java.util.Optional;

/// An attempt as it is counted: at whose account, from where, and from a device that the account knows or not.
///
/// @param name of an account that exists or not: both count alike
/// @param network empty where no address is known
/// @param known the device, if the person has logged in with it before; it has a count of its own, so that strangers
///     cannot lock its owner out
public record Tried(AccountName name, Optional<Network> network, Optional<DeviceId> known) {}
