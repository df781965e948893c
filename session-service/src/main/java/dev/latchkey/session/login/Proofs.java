package dev.latchkey.session.login;

import dev.latchkey.session.browser.Client;
import dev.latchkey.session.live.LiveSession;
import dev.latchkey.session.password.CheckOutcome;
import dev.latchkey.session.password.EnteredPassword;
import dev.latchkey.session.password.Passwords;
import dev.latchkey.session.throttle.AccountName;
import dev.latchkey.session.throttle.Standing;
import dev.latchkey.session.throttle.Throttle;
import dev.latchkey.session.throttle.Tried;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Optional;

/// Asks somebody who is logged in for their password again: a thief of a session has none. Failures count as those of a
/// login from the session's device do.
@Singleton
public final class Proofs {
    private static final AccountName UNNAMED = AccountName.parse("-").orElseThrow();

    private final Throttle throttle;
    private final Passwords passwords;
    private final Refusals refusals;

    Proofs(Throttle throttle, Passwords passwords, Refusals refusals) {
        this.throttle = throttle;
        this.passwords = passwords;
        this.refusals = refusals;
    }

    public Uni<Proving> prove(LiveSession session, EnteredPassword password, Client client) {
        var tried = new Tried(session.name().orElse(UNNAMED), client.network(), Optional.of(session.device()));
        return throttle.look(tried)
                .chain(standing -> passwords
                        .check(
                                Optional.of(session.person()).filter(person -> standing instanceof Standing.Open),
                                password)
                        .chain(checked -> switch (checked) {
                            case CheckOutcome.Right _ -> again(session, client, tried);
                            case CheckOutcome.MustChange(), CheckOutcome.Wrong() ->
                                refuse(session, client, tried, standing);
                            case CheckOutcome.Busy() -> Uni.createFrom().item(new Proving.Busy());
                        }));
    }

    private Uni<Proving> again(LiveSession session, Client client, Tried tried) {
        return throttle.look(tried)
                .chain(standing -> standing instanceof Standing.Open
                        ? throttle.succeeded(tried).replaceWith(new Proving.Proven())
                        : refuse(session, client, tried, standing));
    }

    private Uni<Proving> refuse(LiveSession session, Client client, Tried tried, Standing standing) {
        return refusals.write(session.person(), session.device(), client, tried, standing)
                .replaceWith(new Proving.NotProven());
    }
}
