package dev.latchkey.token.state;

import dev.latchkey.access.Access;
import dev.latchkey.access.Caveat;
import dev.latchkey.access.Fingerprint;
import dev.latchkey.access.Identifier;
import dev.latchkey.access.Kind;
import dev.latchkey.access.SessionId;
import dev.latchkey.access.Standing;
import dev.latchkey.access.Standing.Revoked.What;
import dev.latchkey.access.Standings;
import dev.latchkey.events.State;
import dev.latchkey.events.StateKey;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// How tokens and sessions stand by the state feed. Unless the feed is complete and fresh, everything is refused.
@Singleton
public final class FeedStandings implements Standings {
    private static final Standing.Live READ_ONLY = new Standing.Live(List.of(new Caveat.AtMost(Access.READ)), Set.of());

    private final StateFeed feed;

    public FeedStandings(StateFeed feed) {
        this.feed = feed;
    }

    @Override
    public Standing of(Identifier identifier) {
        if (!feed.isFresh()) {
            return new Standing.Stale();
        }
        return of(identifier, ofToken(identifier));
    }

    private Standing of(Identifier identifier, Standing token) {
        return retired(identifier).orElseGet(() -> worse(token, ofMember(identifier)));
    }

    /// Whether the token was ended itself, as far as is known here.
    public boolean isRevokedItself(Identifier identifier) {
        return feed.isFresh() && ofToken(identifier) instanceof Standing.Revoked;
    }

    /// The same standings for a token that was ended itself, as if it had not been: its key, its person and its session
    /// still count.
    ///
    /// @param restrictions those that were in force on it
    public Standings apartFromItsEnd(List<Caveat> restrictions) {
        return new Standings() {
            @Override
            public Standing of(Identifier identifier) {
                return isRevokedItself(identifier)
                        ? FeedStandings.this.of(identifier, new Standing.Live(restrictions, Set.of()))
                        : FeedStandings.this.of(identifier);
            }

            @Override
            public Standing of(SessionId session) {
                return FeedStandings.this.of(session);
            }
        };
    }

    private Optional<Standing> retired(Identifier identifier) {
        return feed.find(StateKey.rootKey(identifier.keyId().text()), State.OfKey.class)
                .filter(State.OfKey::retired)
                .map(key -> new Standing.Revoked(key.since(), What.KEY_GENERATION));
    }

    private static Standing worse(Standing token, Standing person) {
        if (token instanceof Standing.Live own && person instanceof Standing.Live theirs) {
            return both(own, theirs);
        }
        return token instanceof Standing.Live ? person : token;
    }

    private static Standing both(Standing.Live token, Standing.Live person) {
        if (person.restrictions().isEmpty()) {
            return token;
        }
        var restrictions = new ArrayList<>(token.restrictions());
        restrictions.addAll(person.restrictions());
        return new Standing.Live(restrictions, token.refusedChildren());
    }

    private Standing ofToken(Identifier identifier) {
        return feed.find(StateKey.token(identifier.tokenId().publicId()), State.OfToken.class)
                .map(FeedStandings::standing)
                .orElseGet(Standing.Live::unchanged);
    }

    private static Standing standing(State.OfToken token) {
        return switch (token.stand()) {
            case REVOKED -> new Standing.Revoked(token.since(), What.TOKEN);
            case SUSPENDED -> new Standing.Suspended(token.since());
            case LIVE -> live(token);
        };
    }

    /// A restriction that is not understood here can only be kept by letting nothing through.
    private static Standing live(State.OfToken token) {
        var restrictions = token.restrictions().stream().map(Caveat::parse).toList();
        return restrictions.stream().anyMatch(Optional::isEmpty)
                ? new Standing.Suspended(token.since())
                : new Standing.Live(
                        restrictions.stream().flatMap(Optional::stream).toList(),
                        token.refusedChildren().stream().map(Fingerprint::new).collect(Collectors.toSet()));
    }

    /// What the person's present role in the org leaves of the token; a token of nobody keeps what it has.
    private Standing ofMember(Identifier identifier) {
        return identifier
                .person()
                .map(person -> StateKey.member(
                        person.publicId(), identifier.keyId().org().value()))
                .flatMap(key -> feed.find(key, State.OfMember.class))
                .map(member -> ofMember(identifier, member))
                .orElseGet(Standing.Live::unchanged);
    }

    private static Standing ofMember(Identifier identifier, State.OfMember member) {
        var earliest = member.refuseIssuedBefore();
        if (identifier.kind() == Kind.SESSION
                && earliest != null
                && identifier.tokenId().bornAt().isBefore(earliest)) {
            return new Standing.SessionEnded(earliest);
        }
        return switch (member.highest()) {
            case NONE -> new Standing.Suspended(member.since());
            case READ -> READ_ONLY;
            case WRITE -> Standing.Live.unchanged();
        };
    }

    /// A session nobody has ended lives; the verifier refuses old and future ones by their id.
    @Override
    public Standing of(SessionId session) {
        if (!feed.isFresh()) {
            return new Standing.Stale();
        }
        return feed.find(StateKey.session(session.publicId()), State.OfSession.class)
                .<Standing>map(ended -> new Standing.SessionEnded(ended.since()))
                .orElseGet(Standing.Live::unchanged);
    }
}
