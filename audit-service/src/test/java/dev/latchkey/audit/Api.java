package dev.latchkey.audit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.latchkey.audit.Given.Token;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Duration;
import org.awaitility.core.ThrowingRunnable;

/// The REST interface as a caller of one org sees it.
public final class Api {
    private static final Duration VISIBLE_WITHIN = Duration.ofSeconds(20);

    private Api() {}

    public static Response get(String org, String path) {
        return given().header("Authorization", "Bearer " + TokenServiceStandIn.reader(org))
                .urlEncodingEnabled(false)
                .get(path);
    }

    public static JsonPath usage(Token token) {
        return found(get(token.org(), "/v1/usage/tokens/" + token.id()));
    }

    public static JsonPath sources(Token token) {
        return found(get(token.org(), "/v1/usage/tokens/" + token.id() + "/sources"));
    }

    public static JsonPath list(String org, String query) {
        return found(get(org, "/v1/usage/tokens?org=" + org + query));
    }

    private static JsonPath found(Response response) {
        assertThat(response.statusCode()).isEqualTo(200);
        return response.jsonPath();
    }

    /// Waits until a record says so.
    public static void eventually(ThrowingRunnable assertion) {
        await().atMost(VISIBLE_WITHIN).pollInterval(Duration.ofMillis(25)).untilAsserted(assertion);
    }
}
