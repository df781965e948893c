package dev.latchkey.token.mint;

import dev.latchkey.access.Token;
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

    /// The token exists and no record does; its text is shown this once.
    record Issued(Token token, Instant end) implements MintOutcome {}

    /// The order was not carried out.
    sealed interface Refused extends MintOutcome {
        /// No such org is known here.
        record UnknownOrg() implements Refused {}

        /// The person is not an active member of the org.
        record UnknownPerson() implements Refused {}

        /// The person's role does not allow it.
        record RoleTooLow(String needed) implements Refused {}

        /// The org has decided otherwise.
        record AgainstPolicy(String field, String detail) implements Refused {}

        /// The presented token cannot mint at all.
        record CannotMint(String why) implements Refused {}

        /// The order asks for more than the presented token holds.
        record ExceedsMinter(String field, String detail) implements Refused {}

        /// The login is over.
        record SessionOver() implements Refused {}

        /// The service may not mint this kind.
        record NotItsKind() implements Refused {}
    }
}
