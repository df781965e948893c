package dev.latchkey.session.member;

import static dev.latchkey.session.Api.assertInvalid;
import static dev.latchkey.session.Api.assertProblem;
import static dev.latchkey.session.Api.body;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.latchkey.events.MembershipChanged;
import dev.latchkey.events.MembershipChanged.Role;
import dev.latchkey.events.PersonChanged;
import dev.latchkey.events.PersonChanged.State;
import dev.latchkey.events.SessionEnded;
import dev.latchkey.events.Topic;
import dev.latchkey.session.Api;
import dev.latchkey.session.Browser;
import dev.latchkey.session.Cast;
import dev.latchkey.session.Database;
import dev.latchkey.session.Given;
import dev.latchkey.session.TokenServiceStandIn;
import dev.latchkey.session.Topics;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Disabling, enabling and erasing people.
@QuarkusTest
class StandingTest {
    @Inject
    Given given;

    @Inject
    Cast cast;

    @Inject
    Database database;

    private String org = "";
    private String owner = "";

    @BeforeEach
    void anOrg() {
        org = given.org();
        owner = given.member(org, Role.OWNER);
    }

    private Response stand(String actor, String person, String state) {
        return Api.as(org, actor).body(body("state", state)).patch("/v1/orgs/" + org + "/members/" + person);
    }

    private String stateOf(String person) {
        return database.text("select state from person where id = ?", person);
    }

    @ParameterizedTest
    @CsvSource({
        "OWNER, OWNER, disabled, 200", "OWNER, MEMBER, disabled, 200", "ADMIN, MEMBER, disabled, 200",
        "ADMIN, OWNER, disabled, 403", "MEMBER, VIEWER, disabled, 403", "VIEWER, VIEWER, disabled, 403",
        "OWNER, MEMBER, erased, 204", "ADMIN, MEMBER, erased, 403", "ADMIN, ADMIN, erased, 403"
    })
    void aPersonIsDisabledOrErasedByThoseWhoMay(Role actor, Role role, String state, int status) {
        // given
        var by = given.member(org, actor);
        var member = given.member(org, role);

        // when
        var answer = stand(by, member, state);

        // then
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(stateOf(member)).isEqualTo(status == 403 ? "active" : state);
    }

    @Test
    void aDisabledPersonIsRefusedUntilEnabledAgain() {
        // given
        var member = given.member(org, Role.ADMIN);

        // when
        var disabled = stand(owner, member, "disabled");

        // then
        assertThat(disabled.jsonPath().getString("state")).isEqualTo("disabled");
        assertProblem(Api.as(org, member).get("/v1/orgs/" + org), 403, "not-a-member");
        assertProblem(Api.as(org, member).get("/v1/people/me"), 403, "not-active");
        assertThat(stand(owner, member, "active").statusCode()).isEqualTo(200);
        assertThat(Api.as(org, member).get("/v1/orgs/" + org).statusCode()).isEqualTo(200);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(Topics.read(Topic.DIRECTORY, PersonChanged.class, member))
                        .extracting(PersonChanged::state, PersonChanged::version)
                        .containsExactly(tuple(State.ACTIVE, 1L), tuple(State.DISABLED, 2L), tuple(State.ACTIVE, 3L)));
    }

    @Test
    void erasingKeepsTheIdAndEmptiesTheRest() {
        // given
        var email = Given.email();
        var member = given.person(org, email, true);
        var elsewhere = given.org();
        given.join(org, member, Role.MEMBER);
        given.join(elsewhere, member, Role.VIEWER);

        // when
        var erased = stand(owner, member, "erased");

        // then
        assertThat(erased.statusCode()).isEqualTo(204);
        assertThat(database.text(
                        "select id || display_name || coalesce(email, '') || coalesce(email_key, '') || email_verified"
                                + " from person where id = ?",
                        member))
                .isEqualTo(member + "false");
        assertThat(database.text("select count(*) from membership where person_id = ? and not ended", member))
                .isEqualTo("0");
        assertThat(given.person(org, email, true)).isNotEqualTo(member);
        assertProblem(stand(owner, member, "active"), 404, "not-found");
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(Topics.read(Topic.DIRECTORY, PersonChanged.class, member))
                    .last()
                    .satisfies(told -> {
                        assertThat(told.state()).isEqualTo(State.ERASED);
                        assertThat(told.displayName()).isEmpty();
                    });
            assertThat(Topics.read(Topic.DIRECTORY).stream()
                            .map(Topics.Received::event)
                            .filter(event -> event instanceof MembershipChanged left
                                    && left.personId().equals(member)
                                    && left.ended()))
                    .hasSize(2);
        });
    }

    @Test
    void whoeverIsDisabledHasNoSessionAnyMoreAlsoOnceEnabledAgain() {
        // given
        var ada = cast.personIn(org, Role.MEMBER);
        var browser = Browser.loggedIn(ada);
        var session = database.text("select id from session where person_id = ?", ada.id());

        // when
        stand(owner, ada.id(), "disabled");
        stand(owner, ada.id(), "active");

        // then
        assertThat(database.text("select ended_because from session where id = ?", session))
                .isEqualTo("disabled");
        assertThat(browser.request().get("/v1/sessions").statusCode()).isEqualTo(401);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(Topics.read(Topic.SESSIONS, SessionEnded.class, session))
                        .singleElement()
                        .satisfies(told -> assertThat(told.act().actor().id()).isEqualTo(owner)));
    }

    @Test
    void ofAnErasedPersonNeitherPasswordNorDeviceIsLeft() {
        // given
        var ada = cast.personIn(org, Role.MEMBER);
        Browser.loggedIn(ada);

        // when
        stand(owner, ada.id(), "erased");

        // then
        assertThat(database.text(
                        "select (select count(*) from password where person_id = ?) + (select count(*) from device where"
                                + " person_id = ?) + (select count(*) from session where person_id = ? and ended_at is null)",
                        ada.id(),
                        ada.id(),
                        ada.id()))
                .isEqualTo("0");
    }

    @Test
    void aGuestIsRemovedAndNotDisabled() {
        // given
        var guest = given.member(given.org(), Role.MEMBER);
        given.join(org, guest, Role.MEMBER);

        // when, then
        assertProblem(stand(owner, guest, "disabled"), 403, "not-home-org");
        assertProblem(stand(owner, guest, "erased"), 403, "not-home-org");
        assertThat(stateOf(guest)).isEqualTo("active");
    }

    @Test
    void nobodyIsDisabledOrErasedWhoIsTheLastOwnerAnywhere() {
        // given
        var member = given.member(org, Role.MEMBER);
        var elsewhere = given.org();
        given.join(elsewhere, member, Role.OWNER);

        // when, then
        assertProblem(stand(owner, member, "disabled"), 409, "last-owner");
        assertProblem(stand(owner, member, "erased"), 409, "last-owner");
        assertProblem(stand(owner, owner, "disabled"), 409, "last-owner");
        given.join(elsewhere, owner, Role.OWNER);
        assertThat(stand(owner, member, "disabled").statusCode()).isEqualTo(200);
    }

    @Test
    void twoOwnersWhoDisableEachOtherAtOnceLeaveOne() {
        for (var round = 0; round < 12; round++) {
            // given
            var fresh = given.org();
            var one = given.member(fresh, Role.OWNER);
            var two = given.member(fresh, Role.OWNER);

            // when
            var answers = List.of(List.of(one, two), List.of(two, one)).stream()
                    .map(pair -> CompletableFuture.supplyAsync(() -> Api.as(fresh, pair.getFirst())
                            .body(body("state", "disabled"))
                            .patch("/v1/orgs/" + fresh + "/members/" + pair.getLast())
                            .statusCode()))
                    .toList();

            // then
            assertThat(answers.stream().map(CompletableFuture::join)).containsExactlyInAnyOrder(200, 403);
            assertThat(stateOf(one).equals("active")).isNotEqualTo(stateOf(two).equals("active"));
        }
    }

    @Test
    void throughALoginATouchedOwnerWantsFreshProof() {
        // given
        var login = TokenServiceStandIn.token("session", "write", org, owner);
        var other = given.member(org, Role.OWNER);

        // when
        var refused = Api.with(login).body(body("state", "disabled")).patch("/v1/orgs/" + org + "/members/" + other);

        // then
        assertProblem(refused, 403, "step-up-required");
        assertThat(stateOf(other)).isEqualTo("active");
    }

    @Test
    void aStateThatIsNoneIsNamed() {
        assertInvalid(stand(owner, owner, "gone"), "state");
    }
}
