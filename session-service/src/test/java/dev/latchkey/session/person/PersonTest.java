package dev.latchkey.session.person;

import static dev.latchkey.session.Api.assertInvalid;
import static dev.latchkey.session.Api.assertProblem;
import static dev.latchkey.session.Api.body;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.events.MembershipChanged.Role;
import dev.latchkey.events.PersonChanged;
import dev.latchkey.events.Topic;
import dev.latchkey.session.Api;
import dev.latchkey.session.Given;
import dev.latchkey.session.TokenServiceStandIn;
import dev.latchkey.session.Topics;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class PersonTest {
    private static final String ME = "/v1/people/me";

    @Inject
    Given given;

    private String org = "";
    private String ada = "";

    @BeforeEach
    void aPerson() {
        org = given.org();
        ada = given.member(org, Role.VIEWER);
    }

    private Response rename(String name) {
        return Api.as(org, ada).body(body("display_name", name)).patch(ME);
    }

    @Test
    void aPersonReadsTheirOwnAccount() {
        // when
        var read = Api.as(org, ada).get(ME);

        // then
        assertThat(read.header("ETag")).isEqualTo("\"1\"");
        assertThat(read.jsonPath().getMap(""))
                .containsOnlyKeys("person", "display_name", "email", "email_verified", "home", "operator", "created_at")
                .containsEntry("person", ada)
                .containsEntry("display_name", "Ada")
                .containsEntry("home", org)
                .containsEntry("operator", false);
    }

    @Test
    void aPersonTakesAnotherNameAndItIsTold() {
        // when
        var renamed = rename("Ada Lovelace");

        // then
        assertThat(renamed.jsonPath().getString("display_name")).isEqualTo("Ada Lovelace");
        assertThat(renamed.header("ETag")).isEqualTo("\"2\"");
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(Topics.read(Topic.DIRECTORY, PersonChanged.class, ada))
                        .last()
                        .satisfies(told -> {
                            assertThat(told.displayName()).isEqualTo("Ada Lovelace");
                            assertThat(told.version()).isEqualTo(2);
                        }));
    }

    @Test
    void noEventCarriesAnAddress() {
        // given
        rename("Ada L.");

        // then
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(Topics.read(Topic.DIRECTORY, PersonChanged.class, ada))
                        .hasSize(2));
        assertThat(Topics.read(Topic.DIRECTORY))
                .noneSatisfy(received -> assertThat(received.text()).containsIgnoringCase("@acme.example"));
    }

    @Test
    void aNameIsNotTakenOverAnotherChange() {
        // given
        rename("Second");

        // when
        var stale = Api.as(org, ada)
                .header("If-Match", "\"1\"")
                .body(body("display_name", "Third"))
                .patch(ME);

        // then
        assertProblem(stale, 412, "precondition-failed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\u0000", "a\u202eb", "\t"})
    void aNameThatCannotBeSeenIsNamed(String name) {
        assertInvalid(rename(name), "display_name");
    }

    @Test
    void otherMembersAreNotOnesOwnToChange() {
        assertInvalid(
                Api.as(org, ada)
                        .body("{\"display_name\":\"x\",\"operator\":true}")
                        .patch(ME),
                "operator");
        assertInvalid(Api.as(org, ada).body("{}").patch(ME), "display_name");
    }

    @Test
    void aTokenThatIsNobodysHasNoAccount() {
        assertProblem(
                Api.with(TokenServiceStandIn.token("deploy", "write", org, null))
                        .get(ME),
                403,
                "no-person");
    }

    @Test
    void somebodyWhoIsNotKnownIsNotActive() {
        assertProblem(Api.as(org, "per_000000000000").get(ME), 403, "not-active");
        assertProblem(
                Api.as(org, "per_000000000000").body(body("display_name", "x")).patch(ME), 403, "not-active");
    }
}
