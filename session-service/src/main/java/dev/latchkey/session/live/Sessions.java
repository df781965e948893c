package dev.latchkey.session.live;

import dev.latchkey.access.Network;
import dev.latchkey.access.PersonId;
import dev.latchkey.session.browser.Client;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds the session that a cookie opens: one indexed read per request and no cache, so that an end holds at once.
@ApplicationScoped
public class Sessions {
    private static final String ONE =
            SessionRows.SELECT + " where s.cookie_hash = $1 and s.ended_at is null and p.state = 'active'";
    private static final String OF_PERSON = SessionRows.SELECT
            + " where s.person_id = $1 and s.ended_at is null and p.state = 'active' order by s.last_seen_at desc";
    private static final String SEEN =
            "with seen as (update session set last_seen_at = $2, network = coalesce($3, network)"
                    + " where id = $1 and ended_at is null returning device_id, person_id)"
                    + " update device d set last_seen = $2, network = coalesce($3, d.network) from seen"
                    + " where d.id = seen.device_id and d.person_id = seen.person_id";
    private static final String MINTED = "update session set tokens = tokens + 1 where id = $1";

    private final Pool pool;
    private final SessionRows rows;
    private final Limits limits;
    private final SessionLimits config;
    private final Clock clock;

    Sessions(Pool pool, SessionRows rows, Limits limits, SessionLimits config, Clock clock) {
        this.pool = pool;
        this.rows = rows;
        this.limits = limits;
        this.config = config;
        this.clock = clock;
    }

    /// The session that lasts and that this cookie opens; empty for anything else.
    public Uni<Optional<LiveSession>> find(CookieValue cookie) {
        return pool.preparedQuery(ONE)
                .execute(Tuple.of(cookie.hash()))
                .map(found -> live(found).stream().findFirst());
    }

    /// All sessions of a person that last, last used first.
    public Uni<List<LiveSession>> ofPerson(PersonId person) {
        return pool.preparedQuery(OF_PERSON)
                .execute(Tuple.of(person.publicId()))
                .map(this::live);
    }

    /// Notes that the session was used, once a minute at most.
    public Uni<Void> seen(LiveSession session, Client client) {
        var now = clock.instant();
        if (now.isBefore(session.lastSeenAt().plus(config.seenEvery()))) {
            return Uni.createFrom().voidItem();
        }
        return pool.preparedQuery(SEEN)
                .execute(Tuple.of(
                        session.id().publicId(),
                        now.atOffset(ZoneOffset.UTC),
                        client.network().map(Network::text).orElse(null)))
                .replaceWithVoid();
    }

    /// Counts a token that was minted for the session.
    public Uni<Void> minted(LiveSession session) {
        return pool.preparedQuery(MINTED)
                .execute(Tuple.of(session.id().publicId()))
                .replaceWithVoid();
    }

    private List<LiveSession> live(RowSet<Row> found) {
        var now = clock.instant();
        var live = new ArrayList<LiveSession>();
        for (var row : found) {
            if (limits.over(SessionRows.facts(row), now).isEmpty()) {
                live.add(rows.session(row));
            }
        }
        return List.copyOf(live);
    }
}
