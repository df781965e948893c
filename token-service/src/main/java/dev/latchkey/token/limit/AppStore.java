package dev.latchkey.token.limit;

import dev.latchkey.events.AppChanged;
import dev.latchkey.events.State;
import dev.latchkey.events.StateChanged;
import dev.latchkey.events.StateKey;
import dev.latchkey.token.state.StateStore;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Apps as last heard of; a record that is older than what is held changes nothing.
@ApplicationScoped
class AppStore {
    private static final String TAKE = "insert into app as held (key, version) values (:key, :version)"
            + " on conflict (key) do update set version = excluded.version where excluded.version > held.version";
    private static final String DELETED = "the app was deleted";

    private final StateStore states;

    AppStore(StateStore states) {
        this.states = states;
    }

    /// Takes an app or the dial an org has set on it; answers what verifiers have to know.
    @WithTransaction
    Uni<List<StateChanged>> take(AppChanged app) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(TAKE)
                        .setParameter("key", app.key())
                        .setParameter("version", app.version())
                        .executeUpdate())
                .chain(newer -> newer == 0
                        ? Uni.createFrom().item(List.of())
                        : states.change(List.of(new StateStore.Next(key(app), state(app)))));
    }

    private static String key(AppChanged app) {
        var org = app.org();
        return org == null ? StateKey.app(app.appId()) : StateKey.app(app.appId(), org);
    }

    private static State state(AppChanged app) {
        return app.deleted()
                ? new State.OfApp(State.Dial.SUSPENDED, app.act().at(), null, DELETED, null)
                : new State.OfApp(app.dial(), app.act().at(), app.callsPerSecond(), app.reason(), app.until());
    }
}
