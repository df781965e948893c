package dev.latchkey.token.revoke;

import dev.latchkey.access.Effective;
import dev.latchkey.access.Kind;
import dev.latchkey.access.TokenId;
import dev.latchkey.events.Act;
import dev.latchkey.events.Act.Origin;
import dev.latchkey.events.MembershipChanged.Role;
import dev.latchkey.token.caller.Acts;
import dev.latchkey.token.directory.DirectoryStore;
import dev.latchkey.token.record.TokenRecord;
import dev.latchkey.token.revoke.RevokeOutcome.Revoked;
import dev.latchkey.token.state.StateFeed;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;

/// Ends tokens. When it answers, this verifier refuses them; the others follow by the feed.
@Singleton
final class RevokeService {
    private final RevokeTransaction transaction;
    private final DirectoryStore directory;
    private final StateFeed feed;
    private final Clock clock;

    RevokeService(RevokeTransaction transaction, DirectoryStore directory, StateFeed feed, Clock clock) {
        this.transaction = transaction;
        this.directory = directory;
        this.feed = feed;
        this.clock = clock;
    }

    Uni<RevokeOutcome> revoke(TokenId id, Effective caller, Origin origin) {
        var act = new Act(Acts.actor(caller), origin, clock.instant());
        return role(caller)
                .chain(role -> transaction.revoke(caller.org(), id, token -> mayEnd(token, caller, role), act))
                .invoke(outcome -> {
                    if (outcome instanceof Revoked revoked) {
                        revoked.changes().forEach(feed::apply);
                    }
                });
    }

    private Uni<Optional<Role>> role(Effective caller) {
        return caller.person().isEmpty()
                ? Uni.createFrom().item(Optional.empty())
                : directory.role(caller.org(), caller.person().get());
    }

    /// Owners and admins end any token, a member the own personal and deploy ones; any token may end itself.
    private static boolean mayEnd(TokenRecord token, Effective caller, Optional<Role> role) {
        if (token.id().equals(caller.tokenId())) {
            return true;
        }
        return role.map(held -> switch (held) {
                    case OWNER, ADMIN -> true;
                    case MEMBER ->
                        token.createdBy().equals(caller.person().orElseThrow().publicId())
                                && (token.kind() == Kind.PERSONAL || token.kind() == Kind.DEPLOY);
                    case VIEWER -> false;
                })
                .orElse(false);
    }
}
