package dev.latchkey.session.login;

import dev.latchkey.access.PersonId;
import dev.latchkey.events.Act;
import dev.latchkey.events.Act.Actor;
import dev.latchkey.events.Act.ActorKind;
import dev.latchkey.events.LoginRefused;
import dev.latchkey.kit.outbox.Outbox;
import dev.latchkey.session.browser.Client;
import dev.latchkey.session.device.DeviceId;
import dev.latchkey.session.throttle.Standing;
import dev.latchkey.session.throttle.Throttle;
import dev.latchkey.session.throttle.Tried;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// Counts and tells of refused attempts, in one transaction. What was not looked at is told and not counted: a closed
/// door must not stay closed because somebody keeps knocking.
@ApplicationScoped
class Refusals {
    /// Nobody's id: asked about where there is no person.
    static final PersonId NOBODY = new PersonId("000000000000");

    private static final String METHOD = "password";

    private final Throttle throttle;
    private final Outbox outbox;
    private final Clock clock;

    Refusals(Throttle throttle, Outbox outbox, Clock clock) {
        this.throttle = throttle;
        this.outbox = outbox;
        this.clock = clock;
    }

    @WithTransaction
    Uni<Void> write(Attempt attempt, Optional<Accounts.Account> account, Tried tried, Standing standing) {
        var person = account.map(Accounts.Account::person);
        return write(person, attempt.device(), attempt.client(), tried, reason(account, standing));
    }

    /// Of somebody who is logged in and did not prove it.
    @WithTransaction
    Uni<Void> write(PersonId person, DeviceId device, Client client, Tried tried, Standing standing) {
        return write(
                Optional.of(person), device, client, tried, reason(standing).orElse("wrong"));
    }

    private Uni<Void> write(Optional<PersonId> person, DeviceId device, Client client, Tried tried, String reason) {
        var counted = reason.equals("throttled") || reason.equals("switched-off")
                ? Uni.createFrom().voidItem()
                : throttle.failed(tried);
        return counted.chain(() -> outbox.add(new LoginRefused(
                person.map(PersonId::publicId).orElse(null),
                throttle.hash(tried.name()),
                METHOD,
                reason,
                device.publicId(),
                act(client))));
    }

    private static String reason(Optional<Accounts.Account> account, Standing standing) {
        return reason(standing)
                .orElseGet(() -> account.map(found -> found.active() ? "wrong" : "disabled")
                        .orElse("unknown"));
    }

    private static Optional<String> reason(Standing standing) {
        return switch (standing) {
            case Standing.Open() -> Optional.empty();
            case Standing.Closed _ -> Optional.of("throttled");
            case Standing.SwitchedOff() -> Optional.of("switched-off");
        };
    }

    /// Nobody knows who it was.
    private Act act(Client client) {
        return new Act(
                new Actor(ActorKind.POLICY, "login", null, null, null),
                client.origin(),
                clock.instant().truncatedTo(ChronoUnit.MICROS));
    }
}
