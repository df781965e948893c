package dev.latchkey.session;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The REST interface as somebody with a token sees it.
public final class Api {
    private static final String TYPES = "https://latchkey.dev/problems/";

    private Api() {}

    public static RequestSpecification with(String token) {
        return given().header("Authorization", "Bearer " + token)
                .header("User-Agent", "test/1.0")
                .urlEncodingEnabled(false)
                .contentType(ContentType.JSON);
    }

    /// A person with a token of the org.
    public static RequestSpecification as(String org, String person) {
        return with(TokenServiceStandIn.personal(org, person));
    }

    /// A map of these names and values, null ones included.
    public static Map<String, @Nullable Object> body(@Nullable Object... members) {
        var map = new HashMap<String, @Nullable Object>();
        for (var i = 0; i < members.length; i += 2) {
            map.put(String.valueOf(members[i]), members[i + 1]);
        }
        return map;
    }

    public static void assertProblem(Response answer, int status, String slug) {
        assertThat(answer.statusCode() + " " + answer.asString()).startsWith(status + " ");
        assertThat(answer.contentType()).isEqualTo("application/problem+json");
        assertThat(answer.jsonPath().getString("type")).isEqualTo(TYPES + slug);
    }

    public static void assertInvalid(Response answer, String field) {
        assertProblem(answer, 400, "invalid-request");
        assertThat(answer.jsonPath().getString("field")).isEqualTo(field);
    }
}
