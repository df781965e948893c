package dev.latchkey.session.member;

import static dev.latchkey.session.Api.assertInvalid;
import static dev.latchkey.session.Api.assertProblem;
import static dev.latchkey.session.Api.body;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.latchkey.events.MembershipChanged;
import dev.latchkey.events.MembershipChanged.Role;
import dev.latchkey.events.Topic;
import dev.latchkey.session.Api;
import dev.latchkey.session.Database;
import dev.latchkey.session.Given;
import dev.latchkey.session.TokenServiceStandIn;
import dev.latchkey.session.Topics;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class MemberTest {
    @Inject
    Given given;

    @Inject
    Database database;

    private String org = "";
    private String owner = "";

    @BeforeEach
    void anOrg() {
        org = given.org();
        owner = given.member(org, Role.OWNER);
    }

    private String path(String person) {
        return "/v1/orgs/" + org + "/members/" + person;
    }

    private Response giveRole(String actor, String person, String role) {
        return Api.as(org, actor).body(body("role", role)).patch(path(person));
    }

    private Response remove(String actor, String person) {
        return Api.as(org, actor).delete(path(person));
    }

    private String roleOf(String person) {
        return database.text(
                "select case when ended then 'ended' else role end from membership where org = ? and person_id = ?",
                org,
                person);
    }

    @ParameterizedTest
    @CsvSource({
        "OWNER, OWNER, admin, 200", "OWNER, ADMIN, owner, 200", "OWNER, MEMBER, viewer, 200",
        "ADMIN, MEMBER, admin, 200", "ADMIN, ADMIN, viewer, 200", "ADMIN, VIEWER, member, 200",
        "ADMIN, MEMBER, owner, 403", "ADMIN, OWNER, admin, 403", "ADMIN, OWNER, viewer, 403",
        "MEMBER, VIEWER, member, 403", "MEMBER, MEMBER, viewer, 403", "VIEWER, MEMBER, viewer, 403",
        "VIEWER, VIEWER, owner, 403", "MEMBER, OWNER, member, 403"
    })
    void aRoleIsGivenByThoseWhoMay(Role actor, Role before, String after, int status) {
        // given
        var by = given.member(org, actor);
        var member = given.member(org, before);

        // when
        var answer = giveRole(by, member, after);

        // then
        if (status == 200) {
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.jsonPath().getString("role")).isEqualTo(after).isEqualTo(roleOf(member));
        } else {
            assertProblem(answer, 403, "role-too-low");
            assertThat(roleOf(member)).isEqualTo(before.name().toLowerCase(Locale.ROOT));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "OWNER, OWNER, 204",
        "OWNER, VIEWER, 204",
        "ADMIN, ADMIN, 204",
        "ADMIN, MEMBER, 204",
        "ADMIN, OWNER, 403",
        "MEMBER, VIEWER, 403",
        "VIEWER, VIEWER, 403",
        "MEMBER, OWNER, 403"
    })
    void aMemberIsRemovedByThoseWhoMay(Role actor, Role removed, int status) {
        // given
        var by = given.member(org, actor);
        var member = given.member(org, removed);

        // when
        var answer = remove(by, member);

        // then
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(roleOf(member))
                .isEqualTo(status == 204 ? "ended" : removed.name().toLowerCase(Locale.ROOT));
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void anybodyMayLeave(Role role) {
        // given
        var member = given.member(org, role);

        // when
        var answer = remove(member, member);

        // then
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(roleOf(member)).isEqualTo("ended");
    }

    @Test
    void aRemovedMembersNextRequestIs403() {
        // given
        var member = given.member(org, Role.ADMIN);
        assertThat(Api.as(org, member).get("/v1/orgs/" + org).statusCode()).isEqualTo(200);

        // when
        remove(owner, member);

        // then
        assertProblem(Api.as(org, member).get("/v1/orgs/" + org), 403, "not-a-member");
        assertProblem(Api.as(org, member).get("/v1/orgs"), 403, "not-a-member");
        assertProblem(remove(member, owner), 403, "not-a-member");
        assertProblem(giveRole(owner, member, "member"), 404, "not-found");
        assertProblem(Api.as(org, owner).get(path(member)), 404, "not-found");
    }

    @Test
    void eachChangeIsToldUnderTheSameMembership() {
        // given
        var member = given.member(org, Role.MEMBER);

        // when
        giveRole(owner, member, "admin");
        giveRole(owner, member, "admin");
        remove(owner, member);

        // then
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(Topics.read(Topic.DIRECTORY).stream()
                                .map(Topics.Received::event)
                                .filter(MembershipChanged.class::isInstance)
                                .map(MembershipChanged.class::cast)
                                .filter(event -> event.personId().equals(member)))
                        .extracting(MembershipChanged::role, MembershipChanged::ended, MembershipChanged::version)
                        .containsExactly(
                                tuple(Role.MEMBER, false, 1L),
                                tuple(Role.ADMIN, false, 2L),
                                tuple(Role.ADMIN, true, 3L)));
    }

    @Test
    void theLastOwnerStays() {
        // given
        given.member(org, Role.ADMIN);

        // when, then
        assertProblem(remove(owner, owner), 409, "last-owner");
        assertProblem(giveRole(owner, owner, "admin"), 409, "last-owner");
        assertThat(roleOf(owner)).isEqualTo("owner");
    }

    @Test
    void anOwnerWhoCannotActIsNoOwnerToRelyOn() {
        // given
        var other = given.member(org, Role.OWNER);
        database.change("update person set state = 'disabled' where id = '" + other + "'");

        // when, then
        assertProblem(remove(owner, owner), 409, "last-owner");
    }

    @Test
    void twoOwnersWhoRemoveEachOtherAtOnceLeaveOne() {
        for (var round = 0; round < 12; round++) {
            // given
            var fresh = given.org();
            var one = given.member(fresh, Role.OWNER);
            var two = given.member(fresh, Role.OWNER);

            // when
            var answers = new ArrayList<CompletableFuture<Integer>>();
            for (var pair : List.of(List.of(one, two), List.of(two, one))) {
                answers.add(CompletableFuture.supplyAsync(() -> Api.as(fresh, pair.getFirst())
                        .delete("/v1/orgs/" + fresh + "/members/" + pair.getLast())
                        .statusCode()));
            }

            // then
            assertThat(answers.stream().map(CompletableFuture::join)).containsExactlyInAnyOrder(204, 403);
            assertThat(owners(fresh)).isEqualTo("1");
        }
    }

    @Test
    void twoOwnersWhoLeaveAtOnceLeaveOne() {
        for (var round = 0; round < 12; round++) {
            // given
            var fresh = given.org();
            var both = List.of(given.member(fresh, Role.OWNER), given.member(fresh, Role.OWNER));

            // when
            var answers = both.stream()
                    .map(person -> CompletableFuture.supplyAsync(() -> Api.as(fresh, person)
                            .delete("/v1/orgs/" + fresh + "/members/" + person)
                            .statusCode()))
                    .toList();

            // then
            assertThat(answers.stream().map(CompletableFuture::join)).containsExactlyInAnyOrder(204, 409);
            assertThat(owners(fresh)).isEqualTo("1");
        }
    }

    private String owners(String handle) {
        return database.text("select count(*) from membership where org = ? and role = 'owner' and not ended", handle);
    }

    @Test
    void aTokenThatIsNobodysReadsWhatEveryMemberMayAndChangesNothing() {
        // given
        var member = given.member(org, Role.MEMBER);
        var machine = TokenServiceStandIn.token("deploy", "write", org, null);

        // when
        var list = Api.with(machine).get("/v1/orgs/" + org + "/members");

        // then
        assertThat(list.statusCode()).isEqualTo(200);
        assertThat(list.asString()).doesNotContain("@");
        assertProblem(Api.with(machine).body(body("role", "owner")).patch(path(member)), 403, "no-person");
        assertProblem(Api.with(machine).delete(path(member)), 403, "no-person");
    }

    @ParameterizedTest
    @CsvSource({"OWNER, 2", "ADMIN, 2", "MEMBER, 1", "VIEWER, 1"})
    void addressesAreToldToThoseWhoManageAndToOneself(Role role, int addresses) {
        // given
        var reader = given.member(org, role);

        // when
        var list = Api.as(org, reader).get("/v1/orgs/" + org + "/members");
        var own = Api.as(org, reader).get(path(reader));
        var others = Api.as(org, reader).get(path(owner));

        // then
        assertThat(list.jsonPath().getList("items.person")).containsExactly(owner, reader);
        assertThat(list.jsonPath().<String>getList("items.email").stream()
                        .filter(email -> email != null)
                        .count())
                .isEqualTo(addresses);
        assertThat(own.jsonPath().getString("email")).contains("@");
        assertThat(others.jsonPath().getString("email") != null).isEqualTo(addresses == 2);
    }

    @Test
    void pagesAreInTheOrderOfJoiningWithoutGapOrDouble() {
        // given
        var all = new ArrayList<>(List.of(owner));
        for (var i = 0; i < 4; i++) {
            all.add(given.member(org, i % 2 == 0 ? Role.VIEWER : Role.MEMBER));
        }

        // when
        var seen = new ArrayList<String>();
        @Nullable String cursor = null;
        do {
            var page = Api.as(org, owner)
                    .get("/v1/orgs/" + org + "/members?limit=2" + (cursor == null ? "" : "&cursor=" + cursor))
                    .jsonPath();
            seen.addAll(page.getList("items.person"));
            cursor = page.getString("next");
        } while (cursor != null);
        var viewers = Api.as(org, owner).get("/v1/orgs/" + org + "/members?role=viewer&limit=1");

        // then
        assertThat(seen).isEqualTo(all);
        assertThat(viewers.jsonPath().getList("items.person")).containsExactly(all.get(1));
        assertInvalid(
                Api.as(org, owner)
                        .get("/v1/orgs/" + org + "/members?cursor="
                                + viewers.jsonPath().getString("next")),
                "cursor");
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0, limit",
        "limit=201, limit",
        "limit=x, limit",
        "limit=1&limit=2, limit",
        "role=boss, role",
        "role=%00, role",
        "cursor=x, cursor",
        "cursor=%00, cursor",
        "roel=owner, roel"
    })
    void aParameterOutsideOfItsBoundsIsNamed(String query, String field) {
        assertInvalid(Api.as(org, owner).get("/v1/orgs/" + org + "/members?" + query), field);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"role\":\"boss\"}",
                "{\"role\":\"owner\",\"state\":\"active\"}",
                "{\"role\":\"\\u0000\"}"
            })
    void aRoleThatIsNoneIsNamed(String json) {
        assertInvalid(Api.as(org, owner).body(json).patch(path(owner)), "role");
    }

    @ParameterizedTest
    @ValueSource(strings = {"per_x", "per_%00", "PER_0123456789ab", "0123456789ab", "per_0123456789ab"})
    void anIdThatIsNobodysReadsAsNobody(String person) {
        assertProblem(Api.as(org, owner).get(path(person)), 404, "not-found");
        assertProblem(giveRole(owner, person, "member"), 404, "not-found");
        assertProblem(remove(owner, person), 404, "not-found");
    }

    @Test
    void aRoleIsNotGivenOverAnotherChange() {
        // given
        var member = given.member(org, Role.MEMBER);
        var tag = Api.as(org, owner).get(path(member)).header("ETag");
        giveRole(owner, member, "viewer");

        // when
        var stale = Api.as(org, owner)
                .header("If-Match", tag)
                .body(body("role", "admin"))
                .patch(path(member));

        // then
        assertProblem(stale, 412, "precondition-failed");
        assertThat(roleOf(member)).isEqualTo("viewer");
    }

    @Test
    void throughALoginATouchedOwnerWantsFreshProof() {
        // given
        var login = TokenServiceStandIn.token("session", "write", org, owner);
        var other = given.member(org, Role.OWNER);
        var member = given.member(org, Role.MEMBER);

        // when, then
        assertProblem(Api.with(login).body(body("role", "admin")).patch(path(other)), 403, "step-up-required");
        assertProblem(Api.with(login).body(body("role", "owner")).patch(path(member)), 403, "step-up-required");
        assertProblem(Api.with(login).delete(path(other)), 403, "step-up-required");
        assertProblem(Api.with(login).delete(path(owner)), 403, "step-up-required");
        assertThat(Api.with(login)
                        .body(body("role", "admin"))
                        .patch(path(member))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void anotherOrgsMembersAreOutOfReach() {
        // given
        var other = given.org();
        var member = given.member(other, Role.MEMBER);

        // when, then
        assertProblem(Api.as(org, owner).get("/v1/orgs/" + other + "/members"), 404, "not-found");
        assertProblem(Api.as(org, owner).delete("/v1/orgs/" + other + "/members/" + member), 404, "not-found");
        assertProblem(remove(owner, member), 404, "not-found");
    }
}
