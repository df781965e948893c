package dev.latchkey.session.org;

import static dev.latchkey.session.Api.assertInvalid;
import static dev.latchkey.session.Api.assertProblem;
import static dev.latchkey.session.Api.body;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.latchkey.events.Act.ActorKind;
import dev.latchkey.events.MembershipChanged;
import dev.latchkey.events.MembershipChanged.Role;
import dev.latchkey.events.OrgChanged;
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
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class OrgTest {
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

    private Response found(String handle, String name) {
        return Api.as(org, owner)
                .body(body("handle", handle, "display_name", name))
                .post("/v1/orgs");
    }

    @Test
    void whoeverFoundsAnOrgOwnsIt() {
        // given
        var handle = "new-" + org;

        // when
        var founded = found(handle, " Globex ");

        // then
        assertThat(founded.statusCode()).isEqualTo(201);
        assertThat(founded.header("Location")).isEqualTo("/v1/orgs/" + handle);
        assertThat(founded.header("ETag")).isEqualTo("\"1\"");
        assertThat(founded.jsonPath().getString("display_name")).isEqualTo("Globex");
        assertThat(Api.as(handle, owner)
                        .get("/v1/orgs/" + handle + "/members/" + owner)
                        .jsonPath()
                        .getString("role"))
                .isEqualTo("owner");
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(Topics.read(Topic.DIRECTORY, OrgChanged.class, handle))
                    .singleElement()
                    .satisfies(told -> {
                        assertThat(told.policy()).isNull();
                        assertThat(told.version()).isEqualTo(1);
                        assertThat(told.act().actor().kind()).isEqualTo(ActorKind.PERSON);
                        assertThat(told.act().actor().id()).isEqualTo(owner);
                        assertThat(told.act().actor().tokenId()).isEqualTo(TokenServiceStandIn.TOKEN_ID);
                        assertThat(told.act().origin().ip()).isEqualTo("127.0.0.1");
                        assertThat(told.act().origin().userAgent()).isEqualTo("test/1.0");
                    });
            assertThat(Topics.read(Topic.DIRECTORY).stream()
                            .map(Topics.Received::event)
                            .filter(event -> event instanceof MembershipChanged joined
                                    && joined.org().equals(handle)))
                    .hasSize(1);
        });
    }

    @Test
    void aHandleIsNeverGivenTwice() {
        assertProblem(found(org, "Again"), 409, "handle-taken");
        assertThat(database.text("select display_name from org where handle = ?", org))
                .isEqualTo("A test's org");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "latchkey",
                "latchkey-eu",
                "oauth2",
                "login",
                "internal",
                "ab",
                "Acme",
                "1acme",
                "acme-",
                "a/b",
                "acme\u0000",
                "\u0430cme",
                "..",
                ""
            })
    void aHandleOutsideOfTheGrammarOrReservedIsNamed(String handle) {
        assertInvalid(found(handle, "x"), "handle");
    }

    @Test
    void aHandleIsNotLongerThan32() {
        assertInvalid(found("a".repeat(33), "x"), "handle");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "a\u0000b", "a\nb", "a\u202eb", "a\u200fb", "a\u2028b", "\ufeff"})
    void aNameThatCannotBeSeenIsNamed(String name) {
        assertInvalid(found("n-" + org, name), "display_name");
        assertInvalid(rename(name), "display_name");
    }

    @Test
    void aNameIsNotLongerThan100AndNotHalfACharacter() {
        assertInvalid(rename("a".repeat(101)), "display_name");
        assertInvalid(
                Api.as(org, owner).body("{\"display_name\":\"\\ud800\"}").patch("/v1/orgs/" + org), "display_name");
        assertThat(rename("\ud83d\ude80".repeat(50)).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"handle\":\"globex\",\"display_name\":\"x\",\"owner\":\"me\"}",
                "{\"handle\":\"globex\",\"display_name\":7}",
                "{\"handle\":\"globex\",\"handle\":\"globex\",\"display_name\":\"x\"}",
                "[]",
                "{",
                "null",
                ""
            })
    void aBodyThatCanBeReadInTwoWaysOrNoneIsRefused(String json) {
        // when
        var refused = Api.as(org, owner).body(json).post("/v1/orgs");

        // then
        assertProblem(refused, 400, "invalid-request");
        assertThat(database.text("select count(*) from org where handle = 'globex'"))
                .isEqualTo("0");
    }

    @Test
    void onlyAPersonFoundsAnOrg() {
        var handle = "x-" + org;
        for (var token : List.of(
                TokenServiceStandIn.token("deploy", "write", org, null),
                TokenServiceStandIn.token("oauth", "write", org, owner),
                TokenServiceStandIn.token("oauth", "write", org, null))) {
            assertProblem(
                    Api.with(token)
                            .body(body("handle", handle, "display_name", "x"))
                            .post("/v1/orgs"),
                    403,
                    "no-person");
        }
        assertProblem(
                Api.as(org, "per_000000000000")
                        .body(body("handle", handle, "display_name", "x"))
                        .post("/v1/orgs"),
                403,
                "not-a-member");
    }

    @Test
    void aTokenListsAndReadsItsOwnOrgAlone() {
        // given
        var other = given.org();
        given.join(other, owner, Role.OWNER);

        // when
        var list = Api.as(org, owner).get("/v1/orgs");
        var own = Api.as(org, owner).get("/v1/orgs/" + org);
        var foreign = Api.as(org, owner).get("/v1/orgs/" + other);
        var unknown = Api.as(org, owner).get("/v1/orgs/no-such-org");
        var none = Api.as(org, owner).get("/v1/orgs/No%00Org");

        // then
        assertThat(list.jsonPath().getList("items.handle")).isEqualTo(List.of(org));
        assertThat(list.jsonPath().getMap("")).containsEntry("next", null);
        assertThat(own.jsonPath().getString("display_name")).isEqualTo("A test's org");
        assertProblem(foreign, 404, "not-found");
        assertThat(foreign.asString()).isEqualTo(unknown.asString()).isEqualTo(none.asString());
        assertInvalid(Api.as(org, owner).get("/v1/orgs?limit=1"), "limit");
    }

    @Test
    void aTokenThatIsNobodysReadsAndChangesNothing() {
        // given
        var machine = TokenServiceStandIn.token("deploy", "write", org, null);

        // when, then
        assertThat(Api.with(machine).get("/v1/orgs/" + org).statusCode()).isEqualTo(200);
        assertProblem(Api.with(machine).body(body("display_name", "x")).patch("/v1/orgs/" + org), 403, "no-person");
    }

    private Response rename(String name) {
        return Api.as(org, owner).body(body("display_name", name)).patch("/v1/orgs/" + org);
    }

    @Test
    void anOwnerRenamesTheOrg() {
        // when
        var renamed = rename("Acme Ltd");
        var again = rename("Acme Ltd");

        // then
        assertThat(renamed.jsonPath().getString("display_name")).isEqualTo("Acme Ltd");
        assertThat(renamed.header("ETag")).isEqualTo("\"2\"");
        assertThat(again.header("ETag")).isEqualTo("\"2\"");
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(Topics.read(Topic.DIRECTORY, OrgChanged.class, org))
                        .extracting(OrgChanged::displayName, OrgChanged::version)
                        .containsExactly(tuple("A test's org", 1L), tuple("Acme Ltd", 2L)));
    }

    @Test
    void aRenamingIsNotMadeOverAnotherChange() {
        // given
        rename("Second");

        // when
        var stale = Api.as(org, owner)
                .header("If-Match", "\"1\"")
                .body(body("display_name", "Third"))
                .patch("/v1/orgs/" + org);
        var odd = Api.as(org, owner)
                .header("If-Match", "*")
                .body(body("display_name", "Third"))
                .patch("/v1/orgs/" + org);

        // then
        assertProblem(stale, 412, "precondition-failed");
        assertInvalid(odd, "If-Match");
        assertThat(Api.as(org, owner).get("/v1/orgs/" + org).jsonPath().getString("display_name"))
                .isEqualTo("Second");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ADMIN", "MEMBER", "VIEWER"})
    void nobodyElseRenamesTheOrg(Role role) {
        // given
        var other = given.member(org, role);

        // when
        var refused = Api.as(org, other).body(body("display_name", "x")).patch("/v1/orgs/" + org);

        // then
        assertProblem(refused, 403, "role-too-low");
        assertThat(Api.as(org, other).get("/v1/orgs/" + org).statusCode()).isEqualTo(200);
    }
}
