package dev.latchkey.session.list;

import dev.latchkey.access.PersonId;
import dev.latchkey.access.SessionId;
import dev.latchkey.session.device.DeviceId;
import dev.latchkey.session.live.LiveSession;
import dev.latchkey.session.live.Sessions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The devices of whoever asks, with the sessions that last.
@Singleton
public final class DeviceList {
    private static final String DEVICES = "select d.id, d.label, d.network, d.first_seen, d.last_seen,"
            + " coalesce((select s.tokens from session s where s.device_id = d.id and s.person_id = d.person_id"
            + " and s.ended_at is null), 0) as tokens"
            + " from device d where d.person_id = $1";

    private final Pool pool;
    private final Sessions sessions;

    DeviceList(Pool pool, Sessions sessions) {
        this.pool = pool;
        this.sessions = sessions;
    }

    /// The current device first, then those last seen.
    public Uni<List<DeviceRow>> of(LiveSession current) {
        return sessions.ofPerson(current.person())
                .chain(live -> devices(current.person(), byDevice(live), current.device()));
    }

    /// The sessions in a list that are not the current one.
    public static List<SessionId> others(List<DeviceRow> rows) {
        return rows.stream()
                .filter(row -> !row.current())
                .flatMap(row -> row.session().stream())
                .map(DeviceRow.Login::id)
                .toList();
    }

    private Uni<List<DeviceRow>> devices(PersonId person, Map<DeviceId, LiveSession> live, DeviceId current) {
        return pool.preparedQuery(DEVICES).execute(Tuple.of(person.publicId())).map(found -> {
            var rows = new ArrayList<DeviceRow>();
            found.forEach(row -> rows.add(row(row, live, current)));
            rows.sort(Comparator.comparing(DeviceRow::current)
                    .thenComparing(DeviceRow::lastSeen)
                    .reversed());
            return List.copyOf(rows);
        });
    }

    private static DeviceRow row(Row row, Map<DeviceId, LiveSession> live, DeviceId current) {
        var device = new DeviceId(row.getString("id"));
        return new DeviceRow(
                device,
                row.getString("label"),
                Optional.ofNullable(row.getString("network")),
                row.getOffsetDateTime("first_seen").toInstant(),
                row.getOffsetDateTime("last_seen").toInstant(),
                Optional.ofNullable(live.get(device)).map(session -> login(session, row.getInteger("tokens"))),
                device.equals(current));
    }

    private static DeviceRow.Login login(LiveSession session, int tokens) {
        return new DeviceRow.Login(
                session.id(),
                session.startedAt(),
                session.authTime(),
                session.acr().word(),
                session.amr(),
                session.endsAt(),
                tokens);
    }

    private static Map<DeviceId, LiveSession> byDevice(List<LiveSession> live) {
        var byDevice = new HashMap<DeviceId, LiveSession>();
        live.forEach(session -> byDevice.put(session.device(), session));
        return byDevice;
    }
}
