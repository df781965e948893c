package dev.latchkey.session.login;

import dev.latchkey.session.browser.Client;
import dev.latchkey.session.device.DeviceId;
import dev.latchkey.session.password.EnteredPassword;
import dev.latchkey.session.throttle.AccountName;
import java.util.Optional;

/// Name and password as they were sent.
///
/// @param name empty when it cannot be anybody's
record Attempt(Optional<AccountName> name, EnteredPassword password, DeviceId device, Client client) {}
