package dev.latchkey.token.caller;

import dev.latchkey.access.Reason;
import dev.latchkey.kit.problem.BearerRefusal;
import dev.latchkey.kit.problem.Problem;
import dev.latchkey.token.limit.RateLimits;
import jakarta.ws.rs.core.Response;
import java.util.List;

/// How a refused token is answered, with what the reason has to say beside the sentence: which tickets want a
/// discharge, or when to come again.
public final class Refusals {
    private Refusals() {}

    /// The answer to the presenter of a token.
    ///
    /// @param told what the presenter may know
    public static Response answer(Reason told) {
        return told instanceof Reason.Undischarged undischarged
                ? BearerRefusal.undischarged(undischarged.detail(), undischarged.tickets(), discharges(undischarged))
                : RateLimits.answer(told);
    }

    /// What is wrong with each discharge.
    public static List<Problem.Discharge> discharges(Reason.Undischarged undischarged) {
        return undischarged.faults().stream()
                .map(fault ->
                        new Problem.Discharge(fault.ticket(), fault.cause().slug()))
                .toList();
    }
}
