package dev.latchkey.access;

import java.util.List;

/// What texts that should be discharges turn out to be; nothing of it is proven yet.
public sealed interface DischargeReading {
    /// Each is complete and in canonical form.
    record Whole(List<Discharge> discharges) implements DischargeReading {
        public Whole {
            discharges = List.copyOf(discharges);
        }
    }

    /// One of them is not.
    record Broken(Reason.InDischarge reason) implements DischargeReading {}
}
