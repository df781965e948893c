package dev.latchkey.session;

import dev.latchkey.access.PersonId;
import dev.latchkey.events.MembershipChanged.Role;
import dev.latchkey.session.password.EnteredPassword;
import dev.latchkey.session.password.OwnWords;
import dev.latchkey.session.password.Passwords;
import dev.latchkey.session.password.SetOutcome;
import dev.latchkey.session.password.Terms;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import javax.sql.DataSource;

/// People for a test, each with an org of their own, and the tables behind the service's back.
@Singleton
public class Cast {
    private final DataSource database;
    private final Passwords passwords;
    private final Random random = new Random();

    Cast(DataSource database, Passwords passwords) {
        this.database = database;
        this.passwords = passwords;
    }

    /// Somebody who can log in.
    public record Person(String id, String org, String email, String password) {}

    /// A person with a role in a new org, which is their home.
    public Person person(Role role) {
        return personIn(org(), role);
    }

    public Person personIn(String org, Role role) {
        var person = bare(org, role);
        set(person, Terms.CHOSEN);
        return person;
    }

    /// A person whose password is to be replaced, or ends.
    public Person person(Role role, Terms terms) {
        var person = bare(org(), role);
        set(person, terms);
        return person;
    }

    private Person bare(String org, Role role) {
        var id = PersonId.random(random);
        var email = "p" + id.value() + "@example.org";
        change(
                "insert into person (id, display_name, email, email_key, email_verified, home_org, state, created_at, version)"
                        + " values (?, 'Somebody', ?, ?, true, ?, 'active', now(), 1)",
                id.publicId(),
                email,
                email,
                org);
        member(id.publicId(), org, role);
        return new Person(id.publicId(), org, email, "velvet gusts over " + id.value());
    }

    public String org() {
        var org = "o" + PersonId.random(random).value();
        change("insert into org (handle, display_name, created_at, version) values (?, 'Org', now(), 1)", org);
        return org;
    }

    public void member(String person, String org, Role role) {
        change(
                "insert into membership (id, org, person_id, role, created_at, version) values (?, ?, ?, ?, now(), 1)",
                "mem_" + PersonId.random(random).value(),
                org,
                person,
                role.name().toLowerCase(Locale.ROOT));
    }

    /// Makes the role of a person another one.
    public void become(Person person, Role role) {
        change("update membership set role = ? where person_id = ?", role.name().toLowerCase(Locale.ROOT), person.id());
    }

    public void set(Person person, Terms terms) {
        try {
            var outcome = VertxContextSupport.subscribeAndAwait(() -> passwords.set(
                    PersonId.parsePublic(person.id()).orElseThrow(),
                    EnteredPassword.of(person.password()),
                    OwnWords.of(List.of()),
                    terms));
            if (!(outcome instanceof SetOutcome.Done)) {
                throw new AssertionError(outcome);
            }
        } catch (Throwable failed) {
            throw new IllegalStateException(failed);
        }
    }

    /// Nobody has failed yet.
    public void forgetFailures() {
        change("delete from login_failure");
    }

    public int change(String sql, Object... arguments) {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            for (var i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            return statement.executeUpdate();
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /// The first column of every row.
    public List<String> query(String sql, Object... arguments) {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            for (var i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            try (var rows = statement.executeQuery()) {
                var found = new ArrayList<String>();
                while (rows.next()) {
                    found.add(String.valueOf(rows.getString(1)));
                }
                return List.copyOf(found);
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
