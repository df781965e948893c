package dev.latchkey.token.rotate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.access.Caveat;
import dev.latchkey.access.Identity;
import dev.latchkey.access.KeyId;
import dev.latchkey.access.OrgHandle;
import dev.latchkey.access.Token;
import dev.latchkey.access.TokenId;
import dev.latchkey.events.Act;
import dev.latchkey.events.Act.Actor;
import dev.latchkey.events.Act.ActorKind;
import dev.latchkey.events.Act.Origin;
import dev.latchkey.macaroon.Key;
import dev.latchkey.token.ServiceTest;
import dev.latchkey.token.Stack;
import dev.latchkey.token.life.Move;
import dev.latchkey.token.life.TokenLives;
import dev.latchkey.token.record.End;
import dev.latchkey.token.record.Life;
import dev.latchkey.token.record.TokenRecord;
import dev.latchkey.token.record.TokenStore;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What happens between the checks of a rotation and its transaction.
@ServiceTest
class RotateTransactionTest {
    private static final Random RANDOM = new Random();

    @Inject
    RotateTransaction transaction;

    @Inject
    TokenStore tokens;

    @Inject
    TokenLives lives;

    private final Stack stack = Stack.create();
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    private final List<TokenRecord> minted = new ArrayList<>();

    @BeforeEach
    void mint() throws Throwable {
        var owner = stack.owner();
        minted.add(find(stack.minted(owner).id()));
        minted.add(find(stack.minted(owner, "access", "write").id()));
    }

    private TokenRecord old() {
        return minted.getFirst();
    }

    private TokenRecord presented() {
        return minted.getLast();
    }

    @Test
    void whatNobodyHasTouchedIsReplaced() throws Throwable {
        // when
        store(old().keyId());

        // then
        assertThat(find(old().id().publicId()).life().rotation()).isPresent();
    }

    @Test
    void aRestrictionSetMeanwhileIsNotLost() throws Throwable {
        // given
        change(old(), new Move.Restricting(List.of(Caveat.parse("access = read").orElseThrow())));

        // then
        assertThatThrownBy(() -> store(old().keyId())).isInstanceOf(OvertakenException.class);
        assertThat(find(old().id().publicId()).life().rotation()).isEmpty();
    }

    @Test
    void aKeyThatMayMintNoMoreMeanwhileMakesNoSuccessor() throws Throwable {
        // given
        var gone = new KeyId(old().org(), 2);

        // then
        assertThatThrownBy(() -> store(gone)).isInstanceOf(OvertakenException.class);
        assertThat(find(old().id().publicId()).life().rotation()).isEmpty();
    }

    @Test
    void thePresentedTokenMustStillHoldAsMuch() throws Throwable {
        // given
        change(presented(), new Move.Ending(End.Cause.REVOKED));

        // then
        assertThatThrownBy(() -> store(old().keyId())).isInstanceOf(ReplacementRefusedException.class);
    }

    @Test
    void aPresentedTokenThatWasRestrictedMeanwhileReplacesNothingWider() throws Throwable {
        // given
        change(
                presented(),
                new Move.Restricting(List.of(Caveat.parse("resource = latchkey").orElseThrow())));

        // then
        assertThatThrownBy(() -> store(old().keyId())).isInstanceOf(ReplacementRefusedException.class);
    }

    private void store(KeyId keyId) throws Throwable {
        var successor = successor(keyId);
        run(() -> transaction.store(
                old(), successor, now.plusSeconds(60), true, found -> Optional.empty(), act(), Optional.empty()));
    }

    private TokenRecord successor(KeyId keyId) {
        var caveats = old().caveats().stream()
                .map(text -> Caveat.parse(text).orElseThrow())
                .toList();
        var identity = new Identity.Personal(
                keyId, TokenId.of(now, RANDOM), old().person().orElseThrow());
        var token = Token.mint(Key.derive(new byte[32]), identity, caveats);
        return new TokenRecord(
                identity.tokenId(),
                keyId,
                old().kind(),
                old().name(),
                token.hint(),
                old().person(),
                old().createdBy(),
                old().access(),
                old().resources(),
                old().caveats(),
                now,
                old().expiresAt(),
                Optional.empty(),
                Optional.of(presented().id()),
                Life.after(old().id(), old().life().restrictions()),
                1);
    }

    private Act act() {
        return new Act(new Actor(ActorKind.SERVICE, "test", null, null, null), Origin.NONE, now);
    }

    private void change(TokenRecord token, Move move) throws Throwable {
        run(() -> lives.change(token.org(), token.id(), act(), move));
    }

    private TokenRecord find(String id) throws Throwable {
        return run(() -> tokens.find(
                        new OrgHandle(stack.org()), TokenId.parsePublic(id).orElseThrow()))
                .orElseThrow();
    }

    private static <T> T run(Supplier<Uni<T>> work) throws Throwable {
        return VertxContextSupport.subscribeAndAwait(work);
    }
}
