package dev.latchkey.session.ending;

import dev.latchkey.access.OrgHandle;
import dev.latchkey.access.PersonId;
import dev.latchkey.access.SessionId;
import dev.latchkey.events.MembershipChanged.Role;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What acts have ended, and whose sessions an org may end.
@Singleton
final class EndingStore {
    private static final String FIND =
            "select sessions, listed, since from session_ending where id = $1 and person_id = $2";
    private static final String HOME = "select m.role from membership m join person p on p.id = m.person_id"
            + " where m.org = $1 and m.person_id = $2 and not m.ended and p.home_org = m.org";

    private final Pool pool;

    EndingStore(Pool pool) {
        this.pool = pool;
    }

    /// What an act of this person has ended.
    Uni<Optional<Ended>> find(PersonId person, EndingId id) {
        return pool.preparedQuery(FIND)
                .execute(Tuple.of(id.publicId(), person.publicId()))
                .map(rows -> {
                    var found = rows.iterator();
                    return found.hasNext() ? Optional.of(ended(id, found.next())) : Optional.empty();
                });
    }

    /// The role of a person whose home the org is.
    Uni<Optional<Role>> homeRole(OrgHandle org, PersonId person) {
        return pool.preparedQuery(HOME)
                .execute(Tuple.of(org.value(), person.publicId()))
                .map(rows -> {
                    var found = rows.iterator();
                    return found.hasNext()
                            ? Optional.of(
                                    Role.valueOf(found.next().getString("role").toUpperCase(Locale.ROOT)))
                            : Optional.empty();
                });
    }

    private static Ended ended(EndingId id, Row row) {
        return new Ended(
                id,
                ids(row.getString("sessions")),
                ids(row.getString("listed")),
                row.getOffsetDateTime("since").toInstant());
    }

    private static List<SessionId> ids(String text) {
        return Arrays.stream(text.split(" ", -1))
                .flatMap(id -> SessionId.parsePublic(id).stream())
                .toList();
    }
}
