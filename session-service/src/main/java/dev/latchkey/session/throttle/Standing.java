package dev.latchkey.session.throttle;

import java.time.Duration;

/// Whether an attempt may be made right now.
public sealed interface Standing {
    record Open() implements Standing {}

    /// Not for this long. An attempt is answered as a failed one, and not looked at.
    record Closed(Duration until) implements Standing {}

    /// Not with a password and not from an unknown device, until another method or a reset (NIST SP 800-63B-4 §3.2.2).
    record SwitchedOff() implements Standing {}
}
