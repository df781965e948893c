package dev.latchkey.token.directory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.events.Act;
import dev.latchkey.events.Act.Actor;
import dev.latchkey.events.Act.ActorKind;
import dev.latchkey.events.Act.Origin;
import dev.latchkey.events.BrokenEventException;
import dev.latchkey.events.Envelope;
import dev.latchkey.events.Event;
import dev.latchkey.events.InvitationAccepted;
import dev.latchkey.events.InvitationCreated;
import dev.latchkey.events.InvitationRevoked;
import dev.latchkey.events.MembershipChanged.Role;
import dev.latchkey.events.OrgPolicy;
import dev.latchkey.events.PersonChanged;
import dev.latchkey.events.Topic;
import dev.latchkey.token.ServiceTest;
import dev.latchkey.token.Stack;
import dev.latchkey.token.Tables;
import dev.latchkey.token.Topics;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// The directory topic is read again from its beginning, as after the loss of the consumer's position or of its tables.
@ServiceTest
class DirectoryReplayTest {
    private static final Act ACT =
            new Act(new Actor(ActorKind.SERVICE, "session-service", null, null, null), Origin.NONE, Instant.EPOCH);

    @Inject
    DirectoryProjection projection;

    private final Stack stack = Stack.create();

    @Test
    void kafkaReplayedFromZeroLeavesTheSameDirectoryProjections() throws Throwable {
        // given
        var ada = stack.person(Role.MEMBER);
        var bob = stack.person(Role.ADMIN);
        var eve = stack.person(Role.OWNER);
        stack.decide(OrgPolicy.ofTokens(Duration.ofDays(7), true, 5.0, null), 2);
        stack.giveRole(ada, Role.VIEWER, 2);
        stack.giveRole(ada, Role.ADMIN, 3);
        stack.end(bob, Role.ADMIN, 2);
        stack.giveRole(bob, Role.VIEWER, 3);
        stack.person(eve, PersonChanged.State.DISABLED, 2);
        stack.end(eve, Role.OWNER, 2);
        invite(ada);
        awaitAll(ada, bob, eve);
        var before = projected();

        // when
        replay();
        var afterLostPosition = projected();
        forget();
        replay();
        var afterLostTables = projected();

        // then
        assertThat(before).hasSizeGreaterThanOrEqualTo(7);
        assertThat(afterLostPosition).isEqualTo(before);
        assertThat(afterLostTables).isEqualTo(before);
    }

    /// What this projection has no use for, under keys of its own.
    private void invite(String person) {
        var expiry = Instant.parse("2030-01-01T00:00:00Z");
        for (Event event : List.of(
                new InvitationCreated("inv_" + Stack.word(12), stack.org(), Role.OWNER, expiry, 1, ACT),
                new InvitationAccepted("inv_" + Stack.word(12), stack.org(), Role.OWNER, person, 2, ACT),
                new InvitationRevoked("inv_" + Stack.word(12), stack.org(), Role.OWNER, "requested", 2, ACT))) {
            Stack.publish(event);
        }
    }

    /// What a newer session-service may write.
    private static ConsumerRecord<String, byte[]> ofTheFuture() {
        var envelope = new Envelope(
                UUID.randomUUID().toString(),
                "/session-service/test",
                "dev.latchkey.invitation.forgotten.v1",
                "inv_000000000000",
                Instant.now(),
                null,
                null);
        var record = new ConsumerRecord<>(Topic.DIRECTORY.topicName(), 0, 0, "inv_000000000000", "{}".getBytes(UTF_8));
        envelope.headers().forEach(record.headers()::add);
        return record;
    }

    private void awaitAll(String ada, String bob, String eve) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(rows("select person_id || version from membership where org = '" + stack.org() + "'"))
                    .containsExactlyInAnyOrder(ada + 3, bob + 3, eve + 2);
            assertThat(rows("select version::text from person where id = '" + eve + "'"))
                    .containsExactly("2");
            assertThat(rows("select version::text from org where handle = '" + stack.org() + "'"))
                    .containsExactly("2");
        });
    }

    private List<String> projected() throws Exception {
        return rows("select 'org ' || o::text from org o where handle = '%1$s'"
                + " union all select 'person ' || p::text from person p"
                + " where id in (select person_id from membership where org = '%1$s')"
                + " union all select 'membership ' || m::text from membership m where org = '%1$s'"
                + " union all select 'key ' || org || generation from root_key where org = '%1$s'"
                + " union all select 'state ' || key || ' ' || coalesce(record ->> 'highest', '') from state"
                + " where key like 'member:%%@%1$s' order by 1");
    }

    private List<String> rows(String sql) throws Exception {
        return Tables.query(sql.formatted(stack.org()));
    }

    private void forget() throws Exception {
        Tables.execute("delete from person where id in (select person_id from membership where org = '" + stack.org()
                + "'); delete from membership where org = '" + stack.org() + "'; delete from org where handle = '"
                + stack.org() + "'");
    }

    private void replay() throws Throwable {
        for (var received : Topics.raw(Topic.DIRECTORY)) {
            take(received);
        }
        take(ofTheFuture());
    }

    /// What other tests have broken on purpose is no more read than it was the first time.
    private void take(ConsumerRecord<String, byte[]> received) throws Throwable {
        VertxContextSupport.subscribeAndAwait(() -> projection
                .changed(received)
                .onFailure(BrokenEventException.class)
                .recoverWithItem(() -> null));
    }
}
