package dev.latchkey.token.life;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.access.Access;
import dev.latchkey.access.AccessRequest;
import dev.latchkey.access.Caveat;
import dev.latchkey.access.Fact;
import dev.latchkey.access.Fingerprint;
import dev.latchkey.access.Identity;
import dev.latchkey.access.KeyId;
import dev.latchkey.access.Kind;
import dev.latchkey.access.OrgFact;
import dev.latchkey.access.OrgHandle;
import dev.latchkey.access.PersonId;
import dev.latchkey.access.Resource;
import dev.latchkey.access.Token;
import dev.latchkey.access.TokenId;
import dev.latchkey.access.Verdict;
import dev.latchkey.access.Verifier;
import dev.latchkey.events.StateChanged;
import dev.latchkey.events.StateKey;
import dev.latchkey.macaroon.Key;
import dev.latchkey.token.record.End;
import dev.latchkey.token.record.Life;
import dev.latchkey.token.record.Lifecycle;
import dev.latchkey.token.record.Suspension;
import dev.latchkey.token.record.TokenRecord;
import dev.latchkey.token.state.FeedStandings;
import dev.latchkey.token.state.Feeds;
import dev.latchkey.token.state.StateFeed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Over random lives of random families: what the record says is what a verifier answers.
class LifeAgreesWithVerifierTest {
    private static final Instant START = Instant.parse("2026-11-01T08:00:00Z");
    private static final Duration LIFE = Duration.ofHours(20);
    private static final KeyId KEY_ID = new KeyId(new OrgHandle("acme"), 1);
    private static final PersonId PERSON =
            PersonId.parsePublic("per_ha0ygzksccf6").orElseThrow();
    private static final int LIVES = 300;
    private static final int STEPS = 25;

    private final Key key = Key.derive(new byte[32]);
    private Random random = new Random();
    private Instant now = START;
    private StateFeed feed = Feeds.complete();
    private Family family = new Family(List.of());
    private final Map<TokenId, Token> texts = new HashMap<>();
    private long revision;
    private final List<String> story = new ArrayList<>();

    @Test
    void theRecordsStateIsTheVerifiersAnswer() {
        var seed = System.nanoTime();
        for (var life = 0; life < LIVES; life++) {
            // given
            begin(seed + life);

            for (var step = 0; step < STEPS; step++) {
                // when
                step();

                // then
                for (var member : family.members()) {
                    assertThat(answer(member))
                            .as(
                                    "seed %d, %s, story %s",
                                    seed + life, member.id().publicId(), story)
                            .isEqualTo(expected(member.state(now)));
                    assertThat(standsLikeItsParent(member))
                            .as(
                                    "seed %d, %s, story %s",
                                    seed + life, member.id().publicId(), story)
                            .isTrue();
                }
            }
        }
    }

    /// What was minted through a token ends with it and is held exactly while something above it is suspended; but a
    /// successor survives that the overlap is over.
    private boolean standsLikeItsParent(TokenRecord member) {
        var parent = member.mintedBy().flatMap(family::find);
        if (parent.isEmpty()) {
            return true;
        }
        if (member.life().ended().isPresent()) {
            return !endedForNothing(member, parent.get());
        }
        var end = parent.get().life().ended();
        var mayLive = end.isEmpty() || (end.get().because() == End.Cause.ROTATED && isSuccessor(member, parent.get()));
        return mayLive && member.life().held().isPresent() == isStopped(parent.get());
    }

    /// An ended token passes on only what holds the one above it.
    private boolean isStopped(TokenRecord token) {
        var life = token.life();
        if (life.ended().isPresent()) {
            return token.mintedBy()
                    .flatMap(family::find)
                    .filter(this::isStopped)
                    .isPresent();
        }
        return life.suspended().isPresent() || life.held().isPresent();
    }

    private static boolean endedForNothing(TokenRecord member, TokenRecord parent) {
        var end = member.life().ended().orElseThrow();
        return end.with().equals(Optional.of(parent.id()))
                && isSuccessor(member, parent)
                && parent.life().ended().orElseThrow().because() == End.Cause.ROTATED;
    }

    private static boolean isSuccessor(TokenRecord member, TokenRecord of) {
        return of.life()
                .rotation()
                .filter(rotation -> rotation.successor().equals(member.id()))
                .isPresent();
    }

    private void begin(long seed) {
        random = new Random(seed);
        now = START;
        feed = Feeds.complete();
        texts.clear();
        story.clear();
        var root = mint(Optional.empty(), Life.fresh());
        var child = mint(Optional.of(root.id()), Life.fresh());
        var other = mint(Optional.of(root.id()), Life.fresh());
        family = new Family(List.of(root, child, other, mint(Optional.of(child.id()), Life.fresh())));
    }

    private TokenRecord mint(Optional<TokenId> parent, Life life) {
        var id = new TokenId("0" + word(25));
        var end = now.plus(LIFE);
        var caveats =
                List.<Caveat>of(new Caveat.Org(KEY_ID.org()), new Caveat.AtMost(Access.WRITE), new Caveat.Before(end));
        var token = Token.mint(key, new Identity.Personal(KEY_ID, id, PERSON), caveats);
        texts.put(id, token);
        return new TokenRecord(
                id,
                KEY_ID,
                Kind.PERSONAL,
                "ci",
                token.hint(),
                Optional.of(PERSON),
                PERSON.publicId(),
                Access.WRITE,
                Optional.empty(),
                token.predicates(),
                now,
                Optional.of(end),
                Optional.empty(),
                parent,
                false,
                life,
                1);
    }

    private String word(int length) {
        var word = new StringBuilder();
        for (var i = 0; i < length; i++) {
            word.append("0123456789abcdefghjkmnpqrstvwxyz".charAt(random.nextInt(32)));
        }
        return word.toString();
    }

    private void step() {
        if (random.nextInt(6) == 0) {
            now = now.plus(Duration.ofMinutes(random.nextInt(300)));
            story.add("at " + now);
        }
        var token = family.members().get(random.nextInt(family.members().size()));
        if (random.nextInt(8) == 0 && token.state(now) instanceof Lifecycle.Active) {
            replace(token);
        } else {
            make(token, move(token));
        }
    }

    private void replace(TokenRecord token) {
        var presented =
                random.nextBoolean() ? Optional.of(token) : token.mintedBy().flatMap(family::find);
        var parent = presented
                .filter(found -> found.state(now) instanceof Lifecycle.Usable)
                .map(TokenRecord::id);
        var successor = mint(parent, Life.after(token.id(), token.life().restrictions()));
        var before = new ArrayList<>(family.members());
        before.add(successor);
        family = new Family(before);
        feed(successor);
        make(token, new Move.Replacing(successor.id(), now.plus(Duration.ofMinutes(random.nextInt(3) * 90L))));
    }

    private Move move(TokenRecord token) {
        return switch (random.nextInt(9)) {
            case 0, 1 -> new Move.Suspending(Suspension.Cause.REQUESTED);
            case 2, 3, 4 -> new Move.Resuming();
            case 5 -> new Move.Ending(overlapIsOver(token) ? End.Cause.ROTATED : End.Cause.REVOKED);
            case 6 -> new Move.Restricting(restrictions());
            case 7 -> new Move.RefusingCopy(new Fingerprint(word(12)));
            default -> new Move.Renaming(word(5));
        };
    }

    private boolean overlapIsOver(TokenRecord token) {
        return token.life().rotation().isPresent()
                && token.life().endsAt().filter(end -> !now.isBefore(end)).isPresent();
    }

    private List<Caveat> restrictions() {
        return switch (random.nextInt(3)) {
            case 0 -> List.of();
            case 1 -> List.of(new Caveat.AtMost(Access.READ));
            default -> List.of(new Caveat.Before(now.plus(Duration.ofMinutes(random.nextInt(400)))));
        };
    }

    /// As the transaction does it: the token and its descendants are seen, and whoever differs is told of.
    private void make(TokenRecord token, Move move) {
        story.add(move + " on " + token.id().publicId());
        var below = family.descendants(token.id(), Optional.empty());
        var seen = new Family(family.members().stream()
                .filter(member -> member.id().equals(token.id()) || below.contains(member.id()))
                .toList());
        move.make(seen, token, now).ifPresent(moved -> moved.changedSince(seen).forEach(this::tell));
    }

    private void tell(TokenRecord before, TokenRecord after) {
        assertThat(after.version()).isGreaterThan(before.version());
        family = family.with(after);
        if (Telling.differ(before, after, now)) {
            feed(after);
        }
    }

    private void feed(TokenRecord token) {
        var key = StateKey.token(token.id().publicId());
        feed.apply(new StateChanged(key, ++revision, Telling.state(token, now)));
    }

    private static String expected(Lifecycle state) {
        return switch (state) {
            case Lifecycle.Usable _ -> "allowed";
            case Lifecycle.Suspended _ -> "suspended";
            case Lifecycle.Expired _ -> "expired";
            case Lifecycle.Revoked _ -> "revoked";
        };
    }

    private String answer(TokenRecord token) {
        var verifier = new Verifier(new FeedStandings(feed), Clock.fixed(now, ZoneOffset.UTC));
        var request = new AccessRequest(
                new OrgFact.TheTokens(),
                Access.READ,
                Fact.known(new Resource("apps/web")),
                Fact.absent(),
                Fact.known("GET"));
        return switch (verifier.verify(Objects.requireNonNull(texts.get(token.id())), key, request)) {
            case Verdict.Allowed _ -> "allowed";
            case Verdict.Refused(var reason) -> reason.slug();
        };
    }
}
