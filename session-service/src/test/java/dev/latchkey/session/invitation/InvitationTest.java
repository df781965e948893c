package dev.latchkey.session.invitation;

import static dev.latchkey.session.Api.assertInvalid;
import static dev.latchkey.session.Api.assertProblem;
import static dev.latchkey.session.Api.body;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.access.PersonId;
import dev.latchkey.events.Act;
import dev.latchkey.events.Act.Actor;
import dev.latchkey.events.Act.ActorKind;
import dev.latchkey.events.Act.Origin;
import dev.latchkey.events.InvitationAccepted;
import dev.latchkey.events.InvitationCreated;
import dev.latchkey.events.InvitationRevoked;
import dev.latchkey.events.MembershipChanged.Role;
import dev.latchkey.events.Topic;
import dev.latchkey.session.Api;
import dev.latchkey.session.Database;
import dev.latchkey.session.Given;
import dev.latchkey.session.TokenServiceStandIn;
import dev.latchkey.session.Topics;
import dev.latchkey.session.directory.DisplayName;
import dev.latchkey.session.directory.Email;
import dev.latchkey.session.invitation.Invitations.Offer;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class InvitationTest {
    @Inject
    Given given;

    @Inject
    Database database;

    @Inject
    Invitations invitations;

    private String org = "";
    private String owner = "";
    private String home = "";

    @BeforeEach
    void anOrg() {
        org = given.org();
        owner = given.member(org, Role.OWNER);
        home = given.org();
    }

    private String path() {
        return "/v1/orgs/" + org + "/invitations";
    }

    private Response invite(String actor, String email, String role) {
        return Api.as(org, actor).body(body("email", email, "role", role)).post(path());
    }

    /// An invitation as whoever made it saw it, once.
    private record Seen(String id, String code, String check) {
        static Seen of(Response made) {
            assertThat(made.statusCode()).isEqualTo(201);
            var link = made.jsonPath().getString("link");
            return new Seen(
                    made.jsonPath().getString("id"),
                    link.substring(link.lastIndexOf('/') + 1),
                    made.jsonPath().getString("check_code"));
        }
    }

    private Seen invited(String email) {
        return Seen.of(invite(owner, email, "member"));
    }

    private Response accept(String person, String code, @Nullable String check) {
        return Api.as(home, person)
                .body(body("code", code, "check_code", check))
                .post("/v1/people/me/invitations");
    }

    private String roleOf(String person) {
        return database.text("select role from membership where org = ? and person_id = ? and not ended", org, person);
    }

    private String somebody(String email) {
        var person = given.person(home, email, true);
        given.join(home, person, Role.MEMBER);
        return person;
    }

    @Test
    void linkAndCheckCodeAreShownOnce() {
        // given
        var email = Given.email();

        // when
        var made = invite(owner, email, "admin");

        // then
        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(made.header("Cache-Control")).isEqualTo("no-store");
        assertThat(made.jsonPath().getString("link")).matches("http://localhost:8080/invite/[0-9a-hjkmnp-tv-z]{32}");
        assertThat(made.jsonPath().getString("check_code")).matches("[0-9a-hjkmnp-tv-z]{6}");
        var seen = Seen.of(made);
        assertThat(made.header("Location")).isEqualTo(path() + "/" + seen.id());
        var read = Api.as(org, owner).get(path() + "/" + seen.id());
        var list = Api.as(org, owner).get(path());
        assertThat(read.asString() + list.asString()).contains(email).doesNotContain(seen.code(), seen.check(), "link");
        assertThat(read.jsonPath().getMap(""))
                .containsEntry("state", "pending")
                .containsEntry("role", "admin")
                .containsEntry("invited_by", owner);
        assertThat(Instant.parse(read.jsonPath().getString("expires_at")))
                .isEqualTo(
                        Instant.parse(read.jsonPath().getString("created_at")).plus(Duration.ofDays(7)));
    }

    @Test
    void theDatabaseHoldsNeitherCode() {
        // given
        var seen = invited(Given.email());

        // when
        var row = database.text("select i::text from invitation i where id = ?", seen.id());

        // then
        assertThat(row).contains(seen.id()).doesNotContain(seen.code(), seen.check());
        assertThat(database.text(
                        "select length(code_hash) || ' ' || length(check_hash) from invitation where id = ?",
                        seen.id()))
                .isEqualTo("32 32");
    }

    @Test
    void whoeverHasTheInvitedAddressJoins() {
        // given
        var email = Given.email();
        var ada = somebody(email.toUpperCase(Locale.ROOT));
        var seen = invited(email);

        // when
        var accepted = accept(ada, seen.code(), null);

        // then
        assertThat(accepted.statusCode()).isEqualTo(200);
        assertThat(accepted.jsonPath().getMap("")).containsEntry("org", org).containsEntry("role", "member");
        assertThat(roleOf(ada)).isEqualTo("member");
        var read = Api.as(org, owner).get(path() + "/" + seen.id()).jsonPath();
        assertThat(read.getMap(""))
                .containsEntry("state", "accepted")
                .containsEntry("accepted_by", ada)
                .doesNotContainKey("email");
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(Topics.read(Topic.DIRECTORY, InvitationCreated.class, seen.id()))
                    .singleElement()
                    .satisfies(told -> assertThat(told.role()).isEqualTo(Role.MEMBER));
            assertThat(Topics.read(Topic.DIRECTORY, InvitationAccepted.class, seen.id()))
                    .singleElement()
                    .satisfies(told -> assertThat(told.personId()).isEqualTo(ada));
        });
    }

    @Test
    void whoeverHasTheCheckCodeJoinsWithAnotherAddress() {
        // given
        var ada = somebody(Given.email());
        var seen = invited(Given.email());
        var asHeard = " " + seen.check().substring(0, 3).toUpperCase(Locale.ROOT) + "-"
                + seen.check().substring(3).replace('0', 'o').replace('1', 'I');

        // when
        var accepted = accept(ada, seen.code(), asHeard);

        // then
        assertThat(accepted.statusCode()).isEqualTo(200);
        assertThat(roleOf(ada)).isEqualTo("member");
    }

    @Test
    void anInvitationForAnotherMailIsRefused() {
        // given
        var ada = somebody(Given.email());
        var seen = invited(Given.email());

        // when
        var refused = accept(ada, seen.code(), null);

        // then
        assertProblem(refused, 403, "check-code-needed");
        assertThat(refused.jsonPath().getString("field")).isEqualTo("check_code");
        assertThat(roleOf(ada)).isEmpty();
    }

    @Test
    void anUnverifiedAddressProvesNothing() {
        // given
        var email = Given.email();
        var ada = given.person(home, email, false);
        var seen = invited(email);

        // when
        var refused = accept(ada, seen.code(), null);

        // then
        assertProblem(refused, 403, "check-code-needed");
        assertThat(accept(ada, seen.code(), seen.check()).statusCode()).isEqualTo(200);
    }

    @Test
    void anInvitationUsedTwiceIsRefused() {
        // given
        var seen = invited(Given.email());
        accept(somebody(Given.email()), seen.code(), seen.check());
        var second = somebody(Given.email());

        // when
        var refused = accept(second, seen.code(), seen.check());

        // then
        assertProblem(refused, 409, "invitation-over");
        assertThat(refused.jsonPath().getString("detail")).isEqualTo("It is accepted.");
        assertThat(roleOf(second)).isEmpty();
    }

    @Test
    void ofTwoWhoAcceptAtOnceOneJoins() {
        for (var round = 0; round < 6; round++) {
            // given
            var seen = invited(Given.email());
            var both = List.of(somebody(Given.email()), somebody(Given.email()));

            // when
            var answers = both.stream()
                    .map(person -> CompletableFuture.supplyAsync(
                            () -> accept(person, seen.code(), seen.check()).statusCode()))
                    .toList();

            // then
            assertThat(answers.stream().map(CompletableFuture::join)).containsExactlyInAnyOrder(200, 409);
        }
    }

    @Test
    void anExpiredInvitationIsRefused() {
        // given
        var email = Given.email();
        var ada = somebody(email);
        var seen = invited(email);
        database.change("update invitation set expires_at = now() where id = '" + seen.id() + "'");

        // when
        var refused = accept(ada, seen.code(), seen.check());

        // then
        assertProblem(refused, 409, "invitation-over");
        assertThat(roleOf(ada)).isEmpty();
        assertThat(Api.as(org, owner).get(path() + "/" + seen.id()).jsonPath().getString("state"))
                .isEqualTo("expired");
        assertThat(invite(owner, email, "member").statusCode()).isEqualTo(201);
    }

    @Test
    void aRevokedInvitationIsRefused() {
        // given
        var email = Given.email();
        var ada = somebody(email);
        var seen = invited(email);

        // when
        var revoked = Api.as(org, owner).delete(path() + "/" + seen.id());

        // then
        assertThat(revoked.statusCode()).isEqualTo(204);
        assertProblem(accept(ada, seen.code(), seen.check()), 409, "invitation-over");
        assertThat(roleOf(ada)).isEmpty();
        assertProblem(Api.as(org, owner).delete(path() + "/" + seen.id()), 409, "invitation-over");
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(Topics.read(Topic.DIRECTORY, InvitationRevoked.class, seen.id()))
                        .singleElement()
                        .satisfies(told -> assertThat(told.reason()).isEqualTo("requested")));
    }

    @ParameterizedTest
    @CsvSource({
        "OWNER, owner, 201",
        "OWNER, viewer, 201",
        "ADMIN, admin, 201",
        "ADMIN, owner, 403",
        "MEMBER, viewer, 403",
        "VIEWER, viewer, 403"
    })
    void anInvitationAboveTheInvitersRoleIsRefused(Role actor, String role, int status) {
        // given
        var by = given.member(org, actor);

        // when
        var answer = invite(by, Given.email(), role);

        // then
        assertThat(answer.statusCode()).isEqualTo(status);
        if (status == 403) {
            assertProblem(answer, 403, "role-too-low");
        }
    }

    @Test
    void anInvitationIsWorthNoMoreThanItsInviterIsByThen() {
        // given
        var admin = given.member(org, Role.ADMIN);
        var email = Given.email();
        var ada = somebody(email);
        var seen = Seen.of(invite(admin, email, "admin"));
        Api.as(org, owner).body(body("role", "member")).patch("/v1/orgs/" + org + "/members/" + admin);

        // when
        var refused = accept(ada, seen.code(), null);

        // then
        assertProblem(refused, 403, "inviter-gone");
        assertThat(roleOf(ada)).isEmpty();
    }

    @Test
    void anAdminTakesBackNoInvitationOfAnOwner() {
        // given
        var admin = given.member(org, Role.ADMIN);
        var seen = Seen.of(invite(owner, Given.email(), "owner"));

        // when, then
        assertProblem(Api.as(org, admin).delete(path() + "/" + seen.id()), 403, "role-too-low");
        assertThat(Api.as(org, owner).delete(path() + "/" + seen.id()).statusCode())
                .isEqualTo(204);
    }

    @Test
    void fiveWrongCheckCodesEndTheInvitation() {
        // given
        var ada = somebody(Given.email());
        var seen = invited(Given.email());
        var wrong = seen.check().equals("222222") ? "333333" : "222222";

        // when
        for (var attempt = 0; attempt < 4; attempt++) {
            assertProblem(accept(ada, seen.code(), wrong), 403, "check-code-wrong");
        }
        assertProblem(accept(ada, seen.code(), "no check code"), 403, "check-code-wrong");

        // then
        assertProblem(accept(ada, seen.code(), seen.check()), 409, "invitation-over");
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(Topics.read(Topic.DIRECTORY, InvitationRevoked.class, seen.id()))
                        .singleElement()
                        .satisfies(told -> assertThat(told.reason()).isEqualTo("guessed")));
    }

    @Test
    void whoIsInvitedOrAMemberIsNotInvitedAgain() {
        // given
        var email = Given.email();
        var ada = somebody(email);
        var seen = invited(email);

        // when, then
        assertProblem(invite(owner, email.toUpperCase(Locale.ROOT), "viewer"), 409, "already-invited");
        accept(ada, seen.code(), null);
        assertProblem(invite(owner, email, "viewer"), 409, "already-member");
    }

    @Test
    void whoIsAMemberDoesNotJoinAgainButWhoHasLeftDoes() {
        // given
        var seen = invited(Given.email());
        var viewer = given.member(org, Role.VIEWER);

        // when
        var refused = accept(viewer, seen.code(), seen.check());
        Api.as(org, owner).delete("/v1/orgs/" + org + "/members/" + viewer);
        var back = accept(viewer, seen.code(), seen.check());

        // then
        assertProblem(refused, 409, "already-member");
        assertThat(back.statusCode()).isEqualTo(200);
        assertThat(database.text(
                        "select role || ' ' || version || ' ' || ended from membership where org = ? and person_id = ?",
                        org,
                        viewer))
                .isEqualTo("member 3 false");
    }

    @Test
    void aCodeThatNobodyHasIsNone() {
        // given
        var ada = somebody(Given.email());

        // when, then
        assertProblem(accept(ada, "0".repeat(32), null), 404, "not-found");
        assertProblem(accept(ada, "x\u0000", "\u0000"), 404, "not-found");
        assertInvalid(accept(ada, "0".repeat(101), null), "code");
        assertInvalid(accept(ada, "0", "0".repeat(101)), "check_code");
        assertInvalid(Api.as(home, ada).body("{}").post("/v1/people/me/invitations"), "code");
    }

    @Test
    void onlyAPersonAccepts() {
        // given
        var seen = invited(Given.email());
        var app = TokenServiceStandIn.token("oauth", "write", home, somebody(Given.email()));
        var machine = TokenServiceStandIn.token("deploy", "write", home, null);

        // when, then
        for (var token : List.of(app, machine)) {
            assertProblem(
                    Api.with(token)
                            .body(body("code", seen.code(), "check_code", seen.check()))
                            .post("/v1/people/me/invitations"),
                    403,
                    "no-person");
        }
    }

    @Test
    void someoneWhoCannotActJoinsNothing() {
        // given
        var email = Given.email();
        var ada = somebody(email);
        database.change("update person set state = 'disabled' where id = '" + ada + "'");
        var seen = invited(email);

        // when, then
        assertProblem(accept(ada, seen.code(), null), 403, "not-active");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ada", "ada@", "ada@acme.example\u0000", "a\u202eda@acme.example", "a da@acme.example"})
    void anAddressThatIsNoneIsNamed(String email) {
        assertInvalid(invite(owner, email, "member"), "email");
    }

    @Test
    void aLongAddressOrAnOddRoleIsNamed() {
        assertInvalid(invite(owner, "a@" + "b".repeat(300), "member"), "email");
        assertInvalid(invite(owner, Given.email(), "boss"), "role");
        assertInvalid(Api.as(org, owner).body(body("email", Given.email())).post(path()), "role");
    }

    @ParameterizedTest
    @ValueSource(strings = {"MEMBER", "VIEWER"})
    void othersSeeNoInvitations(Role role) {
        // given
        var other = given.member(org, role);
        var seen = invited(Given.email());

        // when, then
        assertProblem(Api.as(org, other).get(path()), 403, "role-too-low");
        assertProblem(Api.as(org, other).get(path() + "/" + seen.id()), 403, "role-too-low");
        assertProblem(Api.as(org, other).delete(path() + "/" + seen.id()), 403, "role-too-low");
    }

    @Test
    void aTokenThatIsNobodysSeesNoInvitations() {
        // given
        var machine = TokenServiceStandIn.token("deploy", "write", org, null);

        // when, then
        assertProblem(Api.with(machine).get(path()), 403, "no-person");
        assertProblem(
                Api.with(machine)
                        .body(body("email", Given.email(), "role", "viewer"))
                        .post(path()),
                403,
                "no-person");
    }

    @Test
    void throughALoginInvitingAnOwnerWantsFreshProof() {
        // given
        var login = TokenServiceStandIn.token("session", "write", org, owner);

        // when, then
        assertProblem(
                Api.with(login)
                        .body(body("email", Given.email(), "role", "owner"))
                        .post(path()),
                403,
                "step-up-required");
        assertThat(Api.with(login)
                        .body(body("email", Given.email(), "role", "admin"))
                        .post(path())
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void pagesAreInOrderWithoutGapOrDouble() {
        // given
        var all = List.of(
                invited(Given.email()).id(),
                invited(Given.email()).id(),
                invited(Given.email()).id());

        // when
        var first = Api.as(org, owner).get(path() + "?limit=2").jsonPath();
        var second = Api.as(org, owner)
                .get(path() + "?limit=2&cursor=" + first.getString("next"))
                .jsonPath();

        // then
        assertThat(first.<String>getList("items.id")).isEqualTo(all.subList(0, 2));
        assertThat(second.<String>getList("items.id")).isEqualTo(all.subList(2, 3));
        assertThat(second.getMap("")).containsEntry("next", null);
        assertInvalid(Api.as(org, owner).get(path() + "?state=pending"), "state");
        assertInvalid(Api.as(org, owner).get(path() + "?cursor=x"), "cursor");
    }

    @Test
    void thePageIsToldOrgRoleAndInviterFirst() {
        // given
        var seen = invited(Given.email());

        // when
        var offer = Given.await(() -> invitations.look(seen.code()));
        Api.as(org, owner).delete(path() + "/" + seen.id());

        // then
        assertThat(offer).contains(new Offer(new DisplayName("A test's org"), Role.MEMBER, new DisplayName("Ada")));
        assertThat(Given.await(() -> invitations.look(seen.code()))).isEmpty();
        assertThat(Given.await(() -> invitations.look("x"))).isEmpty();
    }

    private AcceptOutcome newcomer(Seen seen, String email, boolean verified, @Nullable String check) {
        var id = PersonId.random(new Random());
        var act = new Act(new Actor(ActorKind.PERSON, id.publicId(), null, null, null), Origin.NONE, Instant.now());
        var joining = new Joining.Newcomer(
                id, new DisplayName("New"), Email.parse(email).orElseThrow(), verified);
        return Given.await(() -> invitations.accept(seen.code(), joining, Optional.ofNullable(check), act));
    }

    @Test
    void aNewcomerGetsAnAccountWhoseHomeIsTheInvitingOrg() {
        // given
        var email = Given.email();
        var seen = invited(email);

        // when
        var outcome = newcomer(seen, email, true, null);

        // then
        assertThat(outcome).isInstanceOf(AcceptOutcome.Joined.class);
        assertThat(database.text("select home_org || ' ' || email_verified from person where email_key = ?", email))
                .isEqualTo(org + " true");
    }

    @Test
    void aNewcomerProvesToBeMeantToo() {
        // given
        var email = Given.email();
        var seen = invited(email);

        // when, then
        assertThat(newcomer(seen, email, false, null)).isInstanceOf(AcceptOutcome.CheckCodeNeeded.class);
        assertThat(newcomer(seen, Given.email(), true, null)).isInstanceOf(AcceptOutcome.CheckCodeNeeded.class);
        assertThat(database.text("select count(*) from person where email_key = ?", email))
                .isEqualTo("0");
        assertThat(newcomer(seen, email, false, seen.check())).isInstanceOf(AcceptOutcome.Joined.class);
    }

    @Test
    void aNewcomerTakesNobodysAddress() {
        // given
        var email = Given.email();
        somebody(email);
        var seen = invited(email);

        // when
        var outcome = newcomer(seen, email, true, null);

        // then
        assertThat(outcome).isInstanceOf(AcceptOutcome.AddressTaken.class);
        assertThat(Api.as(org, owner).get(path() + "/" + seen.id()).jsonPath().getString("state"))
                .isEqualTo("pending");
    }
}
