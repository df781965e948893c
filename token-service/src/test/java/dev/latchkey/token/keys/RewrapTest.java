package dev.latchkey.token.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.access.KeyId;
import dev.latchkey.access.OrgHandle;
import dev.latchkey.kit.outbox.Outbox;
import dev.latchkey.token.ServiceTest;
import dev.latchkey.token.Stack;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.vertx.RunOnVertxContext;
import io.quarkus.test.vertx.UniAsserter;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@ServiceTest
class RewrapTest {
    /// Sorts behind every org of the other tests, whose keys are under another key-encryption key.
    private final KeyId keyId = new KeyId(new OrgHandle("zz-" + Stack.word(8)), 1);
    private final Optional<RootKeyEntity.Id> behindAll = Optional.of(new RootKeyEntity.Id("zz-", 1));

    @Inject
    Outbox outbox;

    @Test
    @RunOnVertxContext
    void aNewPrimaryWrapsAnewAndTheOldKeyIsThenNotNeeded(UniAsserter asserter) throws Exception {
        // given
        var old = Keks.part(1);
        var fresh = Keks.part(2);
        var rootKey = Keks.bytes();
        var before = new KeyWrap(Keks.inEnvironment(Keks.keyset(old)));
        var during = new KeyWrap(Keks.inEnvironment(Keks.keyset(fresh, old)));
        var after = new KeyWrap(Keks.inEnvironment(Keks.keyset(fresh)));
        var row = new RootKeyEntity(
                RootKeyEntity.Id.of(keyId), before.wrap(keyId, rootKey), before.primary(), Instant.EPOCH);
        asserter.execute(() -> Panache.withTransaction(row::persist));
        asserter.assertThat(
                () -> look(after),
                page -> assertThat(page.objections())
                        .containsExactly("root key " + keyId + " does not open under this key-encryption key"));

        // when
        asserter.assertThat(() -> look(during), page -> {
            assertThat(page.objections()).isEmpty();
            assertThat(page.rewrapped()).isEqualTo(1);
        });

        // then: once is enough, and the old key opens it no longer
        asserter.assertThat(
                () -> look(during), page -> assertThat(page.rewrapped()).isZero());
        asserter.assertThat(
                () -> look(after), page -> assertThat(page.objections()).isEmpty());
        asserter.assertThat(
                () -> look(before), page -> assertThat(page.objections()).hasSize(1));
        asserter.assertThat(this::stored, found -> {
            assertThat(found.wrappedUnder).isEqualTo(2L);
            assertThat(after.unwrap(keyId, Optional.ofNullable(found.wrapped).orElseThrow()))
                    .isEqualTo(rootKey);
        });
        asserter.execute(this::delete);
    }

    @Test
    @RunOnVertxContext
    void aRowOfUnknownWrappingIsWrappedAnewAndAWeakKeyNamed(UniAsserter asserter) throws Exception {
        // given
        var wrap = new KeyWrap(Keks.inEnvironment(Keks.keyset(Keks.part(3))));
        var weak = new byte[32];
        var row = new RootKeyEntity(RootKeyEntity.Id.of(keyId), wrap.wrap(keyId, weak), 3, Instant.EPOCH);
        row.wrappedUnder = null;
        asserter.execute(() -> Panache.withTransaction(row::persist));

        // then: one that is no key at all stays as it is
        asserter.assertThat(() -> look(wrap), page -> {
            assertThat(page.objections())
                    .containsExactly("root key " + keyId + " has fewer than 16 distinct byte values");
            assertThat(page.rewrapped()).isZero();
        });
        asserter.execute(this::delete);
    }

    @Test
    @RunOnVertxContext
    void whileOneReplicaChangesRowsAnotherOnlyLooks(UniAsserter asserter) throws Exception {
        // given
        var wrap = new KeyWrap(Keks.inEnvironment(Keks.keyset(Keks.part(4))));
        var row = new RootKeyEntity(RootKeyEntity.Id.of(keyId), wrap.wrap(keyId, Keks.bytes()), 9, Instant.EPOCH);
        asserter.execute(() -> Panache.withTransaction(row::persist));

        // when
        asserter.assertThat(
                () -> pool.withTransaction(other ->
                        other.query(KeyUpkeepTransaction.LEADER).execute().chain(() -> look(wrap))),
                page -> assertThat(page.rewrapped()).isZero());

        // then
        asserter.assertThat(
                () -> look(wrap), page -> assertThat(page.rewrapped()).isEqualTo(1));
        asserter.execute(this::delete);
    }

    @Inject
    io.vertx.mutiny.sqlclient.Pool pool;

    private Uni<KeyUpkeepTransaction.Page> look(KeyWrap wrap) {
        var upkeep = new KeyUpkeepTransaction(wrap, outbox, Clock.systemUTC());
        return Panache.withTransaction(() -> upkeep.look(behindAll));
    }

    private Uni<RootKeyEntity> stored() {
        return Panache.withSession(() -> RootKeyEntity.findById(RootKeyEntity.Id.of(keyId)));
    }

    /// The running service must not meet a key it cannot open.
    private Uni<Long> delete() {
        return Panache.withTransaction(
                () -> RootKeyEntity.delete("id.org = ?1", keyId.org().value()));
    }
}
