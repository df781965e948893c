package dev.latchkey.token.clockwork;

import dev.latchkey.events.Act;
import dev.latchkey.events.Act.Origin;
import dev.latchkey.events.TokenExpired;
import dev.latchkey.kit.outbox.Outbox;
import dev.latchkey.token.record.TokenRecord;
import dev.latchkey.token.record.TokenStore;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;

/// Makes known, once for each, that a token's issued time is over.
@ApplicationScoped
class Expiries {
    private static final int AT_A_TIME = 200;

    private final TokenStore tokens;
    private final Outbox outbox;
    private final Clock clock;

    Expiries(TokenStore tokens, Outbox outbox, Clock clock) {
        this.tokens = tokens;
        this.outbox = outbox;
        this.clock = clock;
    }

    @WithTransaction
    Uni<Void> tell() {
        var act = new Act(Overlaps.POLICY, Origin.NONE, clock.instant().truncatedTo(ChronoUnit.MICROS));
        return tokens.markExpired(act.at(), AT_A_TIME)
                .chain(expired -> outbox.add(
                        expired.stream().map(token -> event(token, act)).toList()));
    }

    private static TokenExpired event(TokenRecord token, Act act) {
        return new TokenExpired(
                token.id().publicId(), token.org().value(), token.expiresAt().orElseThrow(), token.version(), act);
    }
}
