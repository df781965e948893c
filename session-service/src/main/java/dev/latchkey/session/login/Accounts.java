package dev.latchkey.session.login;

import dev.latchkey.access.PersonId;
import dev.latchkey.session.password.OwnWords;
import dev.latchkey.session.throttle.AccountName;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The people who may log in, by what they log in with.
@Singleton
public final class Accounts {
    private static final String BY_NAME = "select id, state from person where email_key = $1";
    private static final String WORDS =
            "select p.display_name, p.email, o.handle, o.display_name as org_name from person p"
                    + " left join membership m on m.person_id = p.id and not m.ended"
                    + " left join org o on o.handle = m.org or o.handle = p.home_org where p.id = $1";

    private final Pool pool;

    Accounts(Pool pool) {
        this.pool = pool;
    }

    /// Somebody's account.
    ///
    /// @param active whether the person may act at all
    record Account(PersonId person, boolean active) {}

    Uni<Optional<Account>> named(Optional<AccountName> name) {
        return pool.preparedQuery(BY_NAME)
                .execute(Tuple.of(name.map(AccountName::reveal).orElse("")))
                .map(rows -> {
                    var row = rows.iterator();
                    return row.hasNext() ? Optional.of(account(row.next())) : Optional.empty();
                });
    }

    private static Account account(Row row) {
        return new Account(
                PersonId.parsePublic(row.getString("id")).orElseThrow(),
                row.getString("state").equals("active"));
    }

    /// What a password of this person must not consist of.
    public Uni<OwnWords> words(PersonId person) {
        return pool.preparedQuery(WORDS).execute(Tuple.of(person.publicId())).map(rows -> {
            var texts = new ArrayList<String>();
            rows.forEach(row -> {
                for (var column : List.of("display_name", "email", "handle", "org_name")) {
                    Optional.ofNullable(row.getString(column)).ifPresent(texts::add);
                }
            });
            return OwnWords.of(texts);
        });
    }
}
