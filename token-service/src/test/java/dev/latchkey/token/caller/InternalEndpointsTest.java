package dev.latchkey.token.caller;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.events.ServiceName;
import dev.latchkey.infrastructure.ServiceTokens;
import dev.latchkey.kit.identity.InternalEndpoint;
import dev.latchkey.token.ServiceTest;
import dev.latchkey.token.Stack;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The wall around what services call here, door by door: who gets through, and that nobody else does.
@ServiceTest
class InternalEndpointsTest {
    private static final Map<InternalEndpoint, Set<ServiceName>> MAY_CALL = Map.of(
            InternalEndpoint.MINT, Set.of(ServiceName.SESSION, ServiceName.OAUTH),
            InternalEndpoint.ROTATE_KEY, Set.of(ServiceName.SESSION),
            InternalEndpoint.RETIRE_KEY, Set.of(ServiceName.SESSION),
            InternalEndpoint.SESSION_ENDS, Set.of(ServiceName.SESSION),
            InternalEndpoint.VERIFY, Set.of(ServiceName.SESSION, ServiceName.OAUTH, ServiceName.AUDIT),
            InternalEndpoint.VERIFY_BATCH, Set.of(ServiceName.SESSION, ServiceName.OAUTH, ServiceName.AUDIT));

    @Test
    void everyDoorOfThisServiceIsListedHere() {
        // the door for proxies has its caller in a header of its own
        assertThat(Stream.of(InternalEndpoint.values())
                        .filter(endpoint -> endpoint.callee() == ServiceName.TOKEN)
                        .filter(endpoint -> endpoint != InternalEndpoint.FORWARD_AUTH)
                        .collect(Collectors.toSet()))
                .isEqualTo(MAY_CALL.keySet());
    }

    /// Whoever is let in is told that the body is at fault, everybody else that they are not let in.
    @Test
    void eachServiceGetsThroughItsOwnDoorsOnly() {
        for (var row : MAY_CALL.entrySet()) {
            for (var service : ServiceName.values()) {
                var answer = post(
                        path(row.getKey()),
                        ServiceTokens.issue(service, ServiceName.TOKEN),
                        service == ServiceName.OAUTH ? "oauth" : "personal");
                var as = service + " at " + row.getKey();
                if (row.getValue().contains(service)) {
                    assertThat(answer.statusCode()).as(as).isEqualTo(400);
                } else {
                    assertThat(answer.statusCode()).as(as).isIn(401, 403);
                }
            }
        }
    }

    /// Whoever is let in is told that the client presented nothing.
    @Test
    void theDoorForProxiesTakesThoseServicesThatMayVerify() {
        for (var service : ServiceName.values()) {
            var answer = given().header("Latchkey-Door", ServiceTokens.issue(service, ServiceName.TOKEN))
                    .header("X-Original-Method", "GET")
                    .header("X-Original-URI", "/apps")
                    .get("/v1/forward-auth?proxy=nginx&org=*");
            var letIn = Set.of(ServiceName.SESSION, ServiceName.OAUTH, ServiceName.AUDIT)
                    .contains(service);
            assertThat(answer.statusCode()).as("%s", service).isEqualTo(letIn ? 401 : 403);
            assertThat(answer.body().asString().contains("door-refused"))
                    .as("%s", service)
                    .isEqualTo(!letIn);
        }
    }

    @Test
    void aPathThatNobodyThoughtOfIsShutToo() {
        // given
        var jwt = ServiceTokens.issue(ServiceName.SESSION, ServiceName.TOKEN);

        // then: ForgottenDoor is there, and in no row
        for (var path : List.of("/internal/v1/forgotten", "/internal;a=b/v1/forgotten", "/%69nternal/v1/forgotten")) {
            var nobody = given().urlEncodingEnabled(false).get(path);
            var service = given().urlEncodingEnabled(false)
                    .header("Authorization", "Bearer " + jwt)
                    .get(path);
            assertThat(nobody.statusCode()).as(path).isIn(401, 404);
            assertThat(service.statusCode()).as(path).isIn(403, 404);
        }
        assertThat(given().get("/internal/v1/forgotten").statusCode()).isEqualTo(401);
        assertThat(Stack.get(jwt, "/internal/v1/forgotten").statusCode()).isEqualTo(403);
    }

    @Test
    void nobodyGetsThroughWithoutAServiceJwtForThisService() {
        for (var endpoint : MAY_CALL.keySet()) {
            for (var service : MAY_CALL.get(endpoint)) {
                assertThat(call(endpoint, ServiceTokens.issue(service, ServiceName.AUDIT))
                                .statusCode())
                        .as("%s with a JWT for another service", endpoint)
                        .isEqualTo(401);
                assertThat(call(endpoint, ServiceTokens.forged(service, ServiceName.TOKEN))
                                .statusCode())
                        .as("%s with a forged JWT", endpoint)
                        .isEqualTo(401);
            }
            assertThat(given().contentType("application/json")
                            .body("{}")
                            .post(path(endpoint))
                            .statusCode())
                    .as("%s with nothing", endpoint)
                    .isEqualTo(401);
        }
    }

    @Test
    void whatIsInNoRowIsShut() {
        // given
        var jwt = ServiceTokens.issue(ServiceName.SESSION, ServiceName.TOKEN);

        // then
        for (var path : Set.of(
                "/internal/v1/keys/acme/1/rotate",
                "/internal/v1/keys/acme/retire",
                "/internal/v1/keys//1/retire",
                "/internal/v1/tokens/x",
                "/internal/v1/keys")) {
            assertThat(post(path, jwt, "personal").statusCode()).as(path).isIn(403, 404, 405);
        }
    }

    private static Response call(InternalEndpoint endpoint, String jwt) {
        return post(path(endpoint), jwt, "personal");
    }

    /// Each service has kinds of its own to mint.
    private static Response post(String path, String jwt, String kind) {
        return Stack.post(jwt, path, path.endsWith("/tokens") ? Map.of("kind", kind) : Map.of());
    }

    private static String path(InternalEndpoint endpoint) {
        return endpoint.path().replace("{org}", "acme").replace("{generation}", "1");
    }
}
