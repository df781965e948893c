package dev.latchkey.token.mint;

import dev.latchkey.access.Access;
import dev.latchkey.access.Kind;
import dev.latchkey.access.Resource;
import dev.latchkey.access.Rights;
import dev.latchkey.events.MembershipChanged.Role;
import dev.latchkey.token.directory.TokenPolicy;
import dev.latchkey.token.mint.MintOrder.Minter;
import dev.latchkey.token.mint.MintOutcome.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What an order must pass, in order: the presented token may mint, the person may, the org allows such a life, and
/// nothing exceeds the presented token.
final class MintChecks {
    private static final Resource VERIFY = new Resource("latchkey/verify");

    /// The tokens of a login live an hour; one that claims to live longer was not made by us.
    private static final Duration LONGEST_LOGIN = Duration.ofHours(1).plusSeconds(5);

    private MintChecks() {}

    /// Asked before anything is looked up: a holder must not learn which other orgs exist.
    static Optional<Refused> unable(MintOrder order, Instant now) {
        return order.minter().flatMap(minter -> foreign(order, minter).or(() -> cannotMint(minter, now)));
    }

    private static Optional<Refused> foreign(MintOrder order, Minter minter) {
        return minter.effective().org().equals(order.org())
                ? Optional.empty()
                : exceeds("org", "The presented token works in another org.");
    }

    /// A copy that was narrowed, or one that needs a discharge, must not live on in a token that has shed either.
    private static Optional<Refused> cannotMint(Minter minter, Instant now) {
        var effective = minter.effective();
        if (effective.kind() != Kind.PERSONAL && effective.kind() != Kind.SESSION) {
            return Optional.of(new Refused.CannotMint("Only a personal or session token can mint."));
        }
        if (effective.narrowed() || minter.token().hasThirdParty()) {
            return Optional.of(new Refused.CannotMint("Only a token as it was issued can mint, not a narrowed copy."));
        }
        if (effective.rights().allowsNothing()) {
            return Optional.of(new Refused.CannotMint("The presented token allows nothing."));
        }
        return effective.kind() == Kind.SESSION && livesTooLong(effective.rights(), now)
                ? Optional.of(new Refused.CannotMint("The presented session token lives longer than one can."))
                : Optional.empty();
    }

    private static boolean livesTooLong(Rights rights, Instant now) {
        return rights.end().map(now.plus(LONGEST_LOGIN)::isBefore).orElse(true);
    }

    static Optional<Refused> refusal(MintOrder order, Role role, TokenPolicy policy, Grant grant) {
        return roleTooLow(order, role)
                .or(() -> againstPolicy(order.ending(), policy))
                .or(() -> order.minter().flatMap(minter -> exceeds(order, grant, minter)))
                .or(() -> grant.fits(order.liveLogin() ? 1 : 0)
                        ? Optional.empty()
                        : Optional.of(new Refused.CannotMint(
                                "The presented token is restricted in too many ways for a new token to carry.")));
    }

    private static Optional<Refused> roleTooLow(MintOrder order, Role role) {
        return role == Role.VIEWER
                ? Optional.of(new Refused.RoleTooLow("member"))
                : roleTooLow(role, order.access(), order.resource());
    }

    /// What a role holds: a viewer reads, everybody else writes, and whoever may see verdicts can try tokens, so only
    /// who runs the org may hand that out.
    static Optional<Refused> roleTooLow(Role role, Access access, Optional<Resource> resource) {
        var forVerify = isForVerify(resource);
        return switch (role) {
            case OWNER, ADMIN -> Optional.empty();
            case MEMBER -> forVerify ? Optional.of(new Refused.RoleTooLow("admin")) : Optional.empty();
            case VIEWER ->
                forVerify || access == Access.WRITE
                        ? Optional.of(new Refused.RoleTooLow(forVerify ? "admin" : "member"))
                        : Optional.empty();
        };
    }

    static boolean isForVerify(Optional<Resource> resource) {
        return resource.filter(VERIFY::covers).isPresent();
    }

    private static Optional<Refused> againstPolicy(Ending ending, TokenPolicy policy) {
        return switch (ending) {
            case Ending.Usual _ -> Optional.empty();
            case Ending.After(Duration life) ->
                policy.longestLife()
                        .filter(most -> life.compareTo(most) > 0)
                        .map(most -> new Refused.AgainstPolicy("ttl", "Tokens of this org live " + most + " at most."));
            case Ending.Never _ ->
                policy.neverExpiresAllowed()
                        ? Optional.empty()
                        : Optional.of(new Refused.AgainstPolicy("ttl", "Every token of this org ends."));
        };
    }

    private static Optional<Refused> exceeds(MintOrder order, Grant grant, Minter minter) {
        var held = minter.effective().rights();
        var asked = Rights.ofIssued(order.kind(), order.org(), grant.caveats());
        return grant.fieldOutside(asked, held)
                .map(field -> new Refused.ExceedsMinter(
                        field,
                        switch (field) {
                            case "access" -> "The presented token may only read.";
                            case "ttl" -> "The presented token ends earlier.";
                            case "resource" -> "The presented token does not reach this resource.";
                            case "ip" -> "The presented token may not be used from all of these networks.";
                            default -> "The presented token may not be used with all of these methods.";
                        }));
    }

    private static Optional<Refused> exceeds(String field, String detail) {
        return Optional.of(new Refused.ExceedsMinter(field, detail));
    }
}
