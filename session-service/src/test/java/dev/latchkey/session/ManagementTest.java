package dev.latchkey.session;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ManagementTest {
    @TestHTTPResource(value = "/", management = true)
    String management = "";

    private JsonPath ready() {
        return given().get(management + "health/ready").jsonPath();
    }

    @Test
    void theServiceIsReadyWithDatabaseTopicsAndSomebodyToBeginWith() {
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(ready().getString("status")).isEqualTo("UP");
            assertThat(ready().getString("checks.find { it.name == 'topics' }.status"))
                    .isEqualTo("UP");
            assertThat(ready().getString("checks.find { it.name == 'bootstrap' }.status"))
                    .isEqualTo("UP");
        });
    }

    @Test
    void theDescriptionNamesEveryPathAndNoInternalOne() {
        // when
        var document =
                given().accept("application/json").get(management + "openapi").jsonPath();

        // then
        assertThat(document.<String, Object>getMap("paths").keySet())
                .contains(
                        "/v1/orgs",
                        "/v1/orgs/{org}",
                        "/v1/orgs/{org}/policy",
                        "/v1/orgs/{org}/members",
                        "/v1/orgs/{org}/members/{per}",
                        "/v1/orgs/{org}/invitations",
                        "/v1/orgs/{org}/invitations/{inv}",
                        "/v1/people/me",
                        "/v1/people/me/invitations")
                .noneMatch(path -> path.startsWith("/internal"));
        assertThat(document.getMap("components.schemas.InvitationView.properties"))
                .containsKeys("check_code", "expires_at");
    }
}
