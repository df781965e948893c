package dev.latchkey.token.rotate;

import dev.latchkey.access.Caveat;
import dev.latchkey.access.Effective;
import dev.latchkey.access.Kind;
import dev.latchkey.access.Resource;
import dev.latchkey.access.Rights;
import dev.latchkey.access.Token;
import dev.latchkey.events.MembershipChanged.Role;
import dev.latchkey.kit.problem.Problem;
import dev.latchkey.token.record.TokenRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Who may rotate a token: only whoever may mint it. The checks of minting, for a token that exists.
final class RotateChecks {
    private static final Resource VERIFY = new Resource("latchkey/verify");

    private RotateChecks() {}

    /// Whether the presented token can mint at all.
    static Optional<Problem> cannotMint(Effective caller, Token token) {
        if (caller.person().isEmpty() || (caller.kind() != Kind.PERSONAL && caller.kind() != Kind.SESSION)) {
            return cannotMint("Only a personal or session token can mint.");
        }
        return caller.narrowed() || token.hasThirdParty()
                ? cannotMint("Only a token as it was issued can mint, not a narrowed copy.")
                : Optional.empty();
    }

    /// Whether this person could mint this token through the presented one.
    static Optional<Problem> refusal(
            Replacement replacement, List<Caveat> caveats, Effective caller, Optional<Role> role) {
        var old = replacement.old();
        if (old.kind() == Kind.PERSONAL && !old.person().equals(caller.person())) {
            return cannotMint("A personal token is rotated by the person whose it is.");
        }
        return roleTooLow(replacement, role)
                .or(() -> within(asked(old, caveats, caller), caller.rights())
                        ? Optional.empty()
                        : Optional.of(new Problem(
                                "exceeds-minter",
                                403,
                                "More than the minter holds",
                                "The presented token holds less than the one to rotate.")));
    }

    /// A token that replaces itself is compared as it is restricted: its successor will be so too.
    static Rights asked(TokenRecord old, List<Caveat> caveats, Effective caller) {
        var all = new ArrayList<>(caveats);
        if (old.id().equals(caller.tokenId())) {
            all.addAll(old.life().restrictions());
        }
        return Rights.ofIssued(old.kind(), old.org(), all);
    }

    private static boolean within(Rights asked, Rights held) {
        return asked.within(held);
    }

    private static Optional<Problem> roleTooLow(Replacement replacement, Optional<Role> role) {
        var forVerify = replacement.resource().filter(VERIFY::covers).isPresent();
        return role.map(held -> switch (held) {
                    case OWNER, ADMIN -> Optional.<Problem>empty();
                    case MEMBER -> forVerify ? needs("admin") : Optional.<Problem>empty();
                    case VIEWER -> needs("member");
                })
                .orElseGet(() -> needs("member"));
    }

    private static Optional<Problem> needs(String role) {
        return Optional.of(
                new Problem("role-too-low", 403, "Role too low", "This needs the role " + role + " in the org."));
    }

    /// The presented token is not any more what the verifier took it for.
    static RotateOutcome minterChanged() {
        return new RotateOutcome.Refused(problem("The presented token has ended or changed meanwhile."));
    }

    private static Optional<Problem> cannotMint(String why) {
        return Optional.of(problem(why));
    }

    private static Problem problem(String why) {
        return new Problem("cannot-mint", 403, "Cannot mint", why);
    }
}
