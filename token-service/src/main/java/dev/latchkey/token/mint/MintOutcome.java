package dev.latchkey.token.mint;

import dev.latchkey.token.idempotency.Claim;
import dev.latchkey.token.record.TokenRecord;

/// What came of an order.
sealed interface MintOutcome {
    /// The token exists; its text is shown this once.
    record Minted(TokenRecord token, String text) implements MintOutcome {
        @Override
        public String toString() {
            return "Minted[" + token.id() + "]";
        }
    }

    /// The order had been carried out before, under the same key.
    record Repeated(Claim.Again claim) implements MintOutcome {}

    /// What a key that is taken makes of an order.
    static MintOutcome of(Claim taken) {
        return switch (taken) {
            case Claim.First _ -> throw new IllegalStateException("a key that is free is taken by nobody");
            case Claim.Again again -> new Repeated(again);
            case Claim.Refused refused -> new Refused.KeyTaken(refused);
        };
    }

    /// The order was not carried out.
    sealed interface Refused extends MintOutcome {
        /// No such org is known here.
        record UnknownOrg() implements Refused {}

        /// The person is not an active member of the org.
        record UnknownPerson() implements Refused {}

        /// The person's role does not allow it.
        record RoleTooLow(String needed) implements Refused {}

        /// The presented token cannot mint at all.
        record CannotMint(String why) implements Refused {}

        /// The order asks for more than the presented token holds.
        record ExceedsMinter(String field, String detail) implements Refused {}

        /// The order's `Idempotency-Key` stands for something else.
        record KeyTaken(Claim.Refused claim) implements Refused {}
    }
}
