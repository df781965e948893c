package dev.latchkey.session.openapi;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// The description of the API: whole for orgs and people, and the one that stands in the repository.
@QuarkusTest
class OpenApiTest {
    private static final Path PUBLISHED = Path.of("..", "docs", "openapi", "session-service.yaml");

    @TestHTTPResource(value = "/", management = true)
    String management = "";

    /// Written anew with `-Dlatchkey.openapi.write=true`.
    @Test
    void thePublishedDescriptionIsTheServices() throws IOException {
        // when
        var served = given().get(management + "openapi?format=yaml").asString();

        // then
        if (Boolean.getBoolean("latchkey.openapi.write")) {
            Files.createDirectories(PUBLISHED.getParent());
            Files.writeString(PUBLISHED, served);
        }
        assertThat(Files.readString(PUBLISHED)).isEqualTo(served);
    }

    @Test
    void everyOperationOnOrgsAndPeopleIsDescribedWhole() {
        // given
        var document = given().get(management + "openapi?format=json").jsonPath();
        var missing = new TreeSet<String>();

        // when
        document.<String, Map<String, Map<String, Object>>>getMap("paths").forEach((path, operations) -> {
            if (path.startsWith("/v1/orgs") || path.startsWith("/v1/people")) {
                operations.forEach((verb, operation) -> {
                    if (!operation.containsKey("summary") || !operation.containsKey("tags")) {
                        missing.add(verb + " " + path);
                    }
                    if (!(operation.get("responses") instanceof Map<?, ?> responses) || !responses.containsKey("401")) {
                        missing.add(verb + " " + path + ": 401");
                    }
                });
            }
        });

        // then
        assertThat(missing).isEmpty();
    }
}
