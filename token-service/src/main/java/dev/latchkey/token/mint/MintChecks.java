package dev.latchkey.token.mint;

import dev.latchkey.access.Kind;
import dev.latchkey.access.Resource;
import dev.latchkey.access.Rights;
import dev.latchkey.events.MembershipChanged.Role;
import dev.latchkey.token.mint.MintOrder.Minter;
import dev.latchkey.token.mint.MintOutcome.Refused;
import java.util.Optional;

/// What an order must pass, in order: the presented token may mint, the person may, and nothing exceeds either.
final class MintChecks {
    private static final Resource VERIFY = new Resource("latchkey/verify");

    private MintChecks() {}

    static Optional<Refused> refusal(MintOrder order, Role role, Grant grant) {
        return order.minter()
                .flatMap(MintChecks::cannotMint)
                .or(() -> roleTooLow(order, role))
                .or(() -> order.minter().flatMap(minter -> exceeds(order, grant, minter)));
    }

    /// Asked before anything is looked up: a holder must not learn which other orgs exist.
    static Optional<Refused> foreign(MintOrder order) {
        return order.minter()
                .filter(minter -> !minter.effective().org().equals(order.org()))
                .flatMap(minter -> exceeds("org", "The presented token works in another org."));
    }

    /// A copy that was narrowed, or one that needs a discharge, must not live on in a token that has shed either.
    private static Optional<Refused> cannotMint(Minter minter) {
        if (minter.effective().kind() != Kind.PERSONAL) {
            return Optional.of(new Refused.CannotMint("Only a personal or session token can mint."));
        }
        if (minter.effective().narrowed() || minter.token().hasThirdParty()) {
            return Optional.of(new Refused.CannotMint("Only a token as it was issued can mint, not a narrowed copy."));
        }
        return Optional.empty();
    }

    /// Whoever may see verdicts can try tokens, so only who runs the org may hand that out.
    private static Optional<Refused> roleTooLow(MintOrder order, Role role) {
        var forVerify = order.resource().filter(VERIFY::covers).isPresent();
        return switch (role) {
            case OWNER, ADMIN -> Optional.empty();
            case MEMBER -> forVerify ? Optional.of(new Refused.RoleTooLow("admin")) : Optional.empty();
            case VIEWER -> Optional.of(new Refused.RoleTooLow("member"));
        };
    }

    private static Optional<Refused> exceeds(MintOrder order, Grant grant, Minter minter) {
        var held = minter.effective().rights();
        var asked = Rights.ofIssued(order.kind(), order.org(), grant.caveats());
        if (asked.within(held)) {
            return Optional.empty();
        }
        if (!held.access().includes(asked.access())) {
            return exceeds("access", "The presented token may only read.");
        }
        if (held.end().map(asked.end().orElseThrow()::isAfter).orElse(false)) {
            return exceeds("ttl", "The presented token ends earlier.");
        }
        return exceeds("resource", "The presented token does not reach this resource.");
    }

    private static Optional<Refused> exceeds(String field, String detail) {
        return Optional.of(new Refused.ExceedsMinter(field, detail));
    }
}
