package dev.latchkey.token.outbox;

import dev.latchkey.events.Event;
import dev.latchkey.kit.outbox.Outbox;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// What a feature does with the outbox, rightly and wrongly.
@ApplicationScoped
class OutboxTransactions {
    private final Outbox outbox;

    OutboxTransactions(Outbox outbox) {
        this.outbox = outbox;
    }

    @WithTransaction
    Uni<Void> commit(List<? extends Event> events) {
        return outbox.add(events);
    }

    @WithTransaction
    Uni<Void> rollBack(List<? extends Event> events) {
        return outbox.add(events).chain(() -> Uni.createFrom().failure(new RolledBackException()));
    }

    @WithSession
    Uni<Void> withoutTransaction(Event event) {
        return outbox.add(event);
    }

    /// How many rows stand in the outbox about this.
    @WithSession
    Uni<Long> rows(String key) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("select count(*) from outbox where key = :key", Long.class)
                        .setParameter("key", key)
                        .getSingleResult());
    }

    static final class RolledBackException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
