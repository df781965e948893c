package dev.latchkey.token.presence;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The rows of the verifiers, one for each run. Their times are the database's, so that no verifier's clock counts.
@Singleton
final class VerifierStore {
    private static final String WRITE = "insert into verifier (id, boot, applied_revision, seen_at, final)"
            + " values ($1, $2, $3, now(), false) on conflict (id, boot) do update"
            + " set applied_revision = excluded.applied_revision, seen_at = excluded.seen_at, final = false";
    private static final String LEAVE = "update verifier set final = true, seen_at = now() where id = $1 and boot = $2";
    private static final String SEEN = "select id, boot, applied_revision, final from verifier"
            + " where seen_at > now() - make_interval(secs => $1)";

    private final Pool pool;

    VerifierStore(Pool pool) {
        this.pool = pool;
    }

    Uni<Void> write(String id, String boot, long applied) {
        return pool.preparedQuery(WRITE).execute(Tuple.of(id, boot, applied)).replaceWithVoid();
    }

    /// Only the boot that wrote the row takes it back.
    Uni<Void> leave(String id, String boot) {
        return pool.preparedQuery(LEAVE).execute(Tuple.of(id, boot)).replaceWithVoid();
    }

    Uni<List<Sighting>> seenWithin(Duration time) {
        return pool.preparedQuery(SEEN)
                .execute(Tuple.of(time.toMillis() / 1000.0))
                .map(rows -> {
                    var found = new ArrayList<Sighting>();
                    rows.forEach(row -> found.add(new Sighting(
                            row.getString("id"),
                            row.getString("boot"),
                            row.getLong("applied_revision"),
                            row.getBoolean("final"))));
                    return List.copyOf(found);
                });
    }
}
