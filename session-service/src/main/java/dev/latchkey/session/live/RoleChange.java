package dev.latchkey.session.live;

import dev.latchkey.session.browser.Client;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;

/// Gives a session another cookie when its person's roles are others than when the cookie was given out.
@ApplicationScoped
public class RoleChange {
    private final SessionTransaction transaction;
    private final Clock clock;

    RoleChange(SessionTransaction transaction, Clock clock) {
        this.transaction = transaction;
        this.clock = clock;
    }

    public Uni<Renewal> renew(LiveSession session, CookieValue cookie, Client client) {
        var act = session.act(client.origin(), clock.instant().truncatedTo(ChronoUnit.MICROS));
        return transaction.rolesChanged(session, cookie, act);
    }
}
