package dev.latchkey.token.mint;

import dev.latchkey.access.Token;
import dev.latchkey.token.idempotency.Claim;
import dev.latchkey.token.record.TokenRecord;
import java.time.Instant;

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

    /// The token exists and no record does; its text is shown this once.
    record Issued(Token token, Instant end) implements MintOutcome {}

    /// The order was not carried out.
    sealed interface Refused extends MintOutcome {
        /// What was ordered may not be minted.
        sealed interface OfOrder extends Refused {}

        /// No such org is known here.
        record UnknownOrg() implements OfOrder {}

        /// The person is not an active member of the org.
        record UnknownPerson() implements OfOrder {}

        /// The person's role does not allow it.
        record RoleTooLow(String needed) implements OfOrder {}

        /// The org has decided otherwise.
        record AgainstPolicy(String field, String detail) implements OfOrder {}

        /// The presented token cannot mint at all.
        record CannotMint(String why) implements OfOrder {}

        /// The order asks for more than the presented token holds.
        record ExceedsMinter(String field, String detail) implements OfOrder {}

        /// The order's `Idempotency-Key` stands for something else.
        record KeyTaken(Claim.Refused claim) implements Refused {}

        /// The login is over.
        record SessionOver() implements OfOrder {}

        /// No session-service says what key a ticket would have to be sealed to.
        record NobodyToVouch() implements OfOrder {}

        /// The service may not mint this kind.
        record NotItsKind() implements OfOrder {}
    }
}
