package dev.latchkey.macaroon;

import java.util.List;

/// What came of holding a macaroon and its discharges against a key. It is about signatures alone: that all of them
/// hold does not say that any predicate does.
public sealed interface Verification {

    /// Every chain is equal, every third-party caveat is vouched for, no discharge is left over.
    record Held() implements Verification {}

    /// The macaroon itself is not what this key makes. Its discharges have not been looked at.
    record BadSignature() implements Verification {}

    /// The macaroon itself is genuine, and somebody has not vouched for it.
    ///
    /// @param faults at least one: everything that is missing, or left over, or the first discharge that does not
    ///     hold
    record Undischarged(List<Fault> faults) implements Verification {
        public Undischarged {
            faults = List.copyOf(faults);
        }
    }

    /// A third-party caveat nobody vouched for, or a discharge that vouches for none.
    ///
    /// @param cid the caveat id, one character per byte; for [Cause#LEFT_OVER] the identifier of the discharge
    record Fault(String cid, Cause cause) {}

    /// What is wrong with a discharge.
    enum Cause {
        /// There is none, or the only one is used up: also for the second of two caveats with one id.
        MISSING,
        /// No caveat asks for it, or another one like it has been used.
        LEFT_OVER,
        /// Its maker's signature is right and it is not bound to anything.
        UNBOUND,
        /// It is not bound to this macaroon, or its chain is not the one its third party makes. The two look the
        /// same, since a binding hides what is bound.
        BOUND_ELSEWHERE,
        /// It asks for a discharge itself, deeper than the verifier follows.
        NESTED,
        /// The caveat holds no key of a third party: whoever added it did not seal one, so nobody can vouch for it.
        NOT_BY_ITS_THIRD_PARTY
    }
}
