package dev.latchkey.session.bootstrap;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.access.PersonId;
import dev.latchkey.events.MembershipChanged;
import dev.latchkey.events.OrgChanged;
import dev.latchkey.events.PersonChanged;
import dev.latchkey.events.Topic;
import dev.latchkey.session.Database;
import dev.latchkey.session.FirstOwner;
import dev.latchkey.session.Given;
import dev.latchkey.session.Topics;
import dev.latchkey.session.password.CheckOutcome;
import dev.latchkey.session.password.EnteredPassword;
import dev.latchkey.session.password.Passwords;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class BootstrapTest {
    private static final Path MADE = FirstOwner.file("made-password-file");
    private static final Path FOUNDED = FirstOwner.file("founded-file");

    @Inject
    BootstrapConfig config;

    @Inject
    Bootstrap bootstrap;

    @Inject
    FoundingTransaction founding;

    @Inject
    FirstPasswords firstPasswords;

    @Inject
    Passwords passwords;

    @Inject
    Database database;

    private PersonId owner = new PersonId("0".repeat(12));

    @BeforeEach
    void anotherStart() throws Throwable {
        restart();
        owner = PersonId.parsePublic(JsonPath.from(FOUNDED.toFile()).getString("person"))
                .orElseThrow();
    }

    private void restart() throws Throwable {
        bootstrap.run(Wish.of(config).orElseThrow());
    }

    private CheckOutcome login(String password) {
        return Given.await(() -> passwords.check(Optional.of(owner), EnteredPassword.of(password)));
    }

    private static String made() throws Exception {
        return Files.readString(MADE).strip();
    }

    @Test
    void anOrgAndItsOwnerAreMadeOnceWithTheirEvents() throws Throwable {
        // when
        restart();

        // then
        assertThat(JsonPath.from(FOUNDED.toFile()).getMap(""))
                .containsOnlyKeys("org", "person", "email")
                .containsEntry("org", "acme")
                .containsEntry("email", FirstOwner.EMAIL);
        assertThat(database.text("select count(*) from org where handle = 'acme'"))
                .isEqualTo("1");
        assertThat(database.text("select count(*) from person where email_key = lower(?)", FirstOwner.EMAIL))
                .isEqualTo("1");
        assertThat(database.text(
                        "select operator || ' ' || email_verified || ' ' || home_org || ' ' || state from person where id = ?",
                        owner.publicId()))
                .isEqualTo("true true acme active");
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(Topics.read(Topic.DIRECTORY, OrgChanged.class, "acme"))
                    .singleElement()
                    .satisfies(org -> assertThat(org.displayName()).isEqualTo("Acme"));
            assertThat(Topics.read(Topic.DIRECTORY, PersonChanged.class, owner.publicId()))
                    .singleElement()
                    .satisfies(person -> assertThat(person.displayName()).isEqualTo("Grace"));
            assertThat(Topics.read(Topic.DIRECTORY).stream()
                            .map(Topics.Received::event)
                            .filter(MembershipChanged.class::isInstance)
                            .map(MembershipChanged.class::cast)
                            .filter(membership -> membership.org().equals("acme")
                                    && membership.personId().equals(owner.publicId())))
                    .singleElement()
                    .satisfies(membership -> assertThat(membership.role()).isEqualTo(MembershipChanged.Role.OWNER));
        });
    }

    @Test
    void thePasswordIsMadeForTheEyesOfOneUser() throws Throwable {
        assertThat(made()).matches("[0-9a-hjkmnp-tv-z]{20}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(MADE)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(FOUNDED)))
                .isEqualTo("rw-------");
        assertThat(requireNonNull(MADE.getParent()).toFile().list())
                .containsExactlyInAnyOrder(
                        MADE.getFileName().toString(), FOUNDED.getFileName().toString());
    }

    @Test
    void theBootstrapPasswordIsGoodForOneLogin() throws Throwable {
        // when
        var first = login(made());
        var second = login(made());

        // then
        assertThat(first).isInstanceOf(CheckOutcome.MustChange.class);
        assertThat(second).isInstanceOf(CheckOutcome.Wrong.class);
    }

    @Test
    void theBootstrapPasswordIsGoodForADay() throws Throwable {
        // given
        var hours = database.text(
                "select round(extract(epoch from expires_at - changed_at) / 3600) from password where person_id = ?",
                owner.publicId());

        // when
        database.change(
                "update password set expires_at = now() - interval '1 second' where person_id = '" + owner + "'");

        // then
        assertThat(hours).isEqualTo("24");
        assertThat(login(made())).isInstanceOf(CheckOutcome.Wrong.class);
    }

    @Test
    void aRestartRenewsThePasswordWhileItWasNotReplaced() throws Throwable {
        // given
        var before = made();

        // when
        restart();

        // then
        assertThat(made()).isNotEqualTo(before);
        assertThat(login(before)).isInstanceOf(CheckOutcome.Wrong.class);
        assertThat(login(made())).isInstanceOf(CheckOutcome.MustChange.class);
    }

    @Test
    void aRestartLeavesAPasswordAloneThatTheOwnerHasChosen() throws Throwable {
        // given
        var before = made();
        database.change("update password set must_change = false, expires_at = null where person_id = '" + owner + "'");

        // when
        restart();

        // then
        assertThat(made()).isEqualTo(before);
        assertThat(login(before)).isInstanceOf(CheckOutcome.Right.class);
        database.change("update password set must_change = true where person_id = '" + owner + "'");
    }

    @Test
    void ofTwoReplicasOneFoundsAndTheOtherLeavesItsPasswordAlone() throws Throwable {
        // given
        var wish = Wish.of(config).orElseThrow();
        var late = Given.await(() -> firstPasswords.prepare(wish));

        // when
        var begun = Given.await(() -> founding.found(wish, late));

        // then
        assertThat(begun.owner().id()).isEqualTo(owner);
        assertThat(begun.password()).isEmpty();
        assertThat(login(made())).isInstanceOf(CheckOutcome.MustChange.class);
    }

    @Test
    void nothingOfItPrints() {
        // given
        var wish = Wish.of(config).orElseThrow();
        var password = Given.await(() -> firstPasswords.prepare(wish));

        // when, then
        assertThat(wish + " " + password).isEqualTo("Wish[acme] FirstPassword[••••]");
    }
}
