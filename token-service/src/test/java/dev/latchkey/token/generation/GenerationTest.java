package dev.latchkey.token.generation;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import dev.latchkey.events.Act.ActorKind;
import dev.latchkey.events.KeyRetired;
import dev.latchkey.events.KeyRotated;
import dev.latchkey.events.MembershipChanged.Role;
import dev.latchkey.events.State;
import dev.latchkey.events.StateChanged;
import dev.latchkey.events.Topic;
import dev.latchkey.token.Peer;
import dev.latchkey.token.ServiceTest;
import dev.latchkey.token.Stack;
import dev.latchkey.token.Topics;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@ServiceTest
class GenerationTest {
    private final Stack stack = Stack.create();
    private String person = "";
    private String owner = "";
    private String verifier = "";

    /// RestAssured learns the port of the service only after the test was constructed.
    @BeforeEach
    void mintOwner() {
        person = stack.person(Role.OWNER);
        owner = stack.tokenOf(person, "write");
        verifier = stack.verifier();
    }

    @Test
    void aNewGenerationMintsAndTheOldOneVerifies() {
        // given
        var old = stack.minted(owner);

        // when
        var answer = rotate(owner);

        // then
        answer.then().statusCode(201).body("key_id", equalTo(key(2))).body("replaced", equalTo(key(1)));
        var young = stack.minted(owner);
        assertThat(generationOf(old.text())).isEqualTo(1);
        assertThat(generationOf(young.text())).isEqualTo(2);
        for (var token : List.of(old, young)) {
            stack.verify(verifier, token.text()).then().body("allowed", equalTo(true));
        }
        Stack.get(owner, "/v1/tokens/keys?org=" + stack.org())
                .then()
                .statusCode(200)
                .body("items.key_id", equalTo(List.of(key(2), key(1))))
                .body("items.state", equalTo(List.of("minting", "verifying")));
    }

    @Test
    void retiredGenerationEndsAll() {
        // given
        var old = stack.minted(owner);
        var narrowed = Peer.narrow(old.text(), "access = read");
        var deploy = stack.minted(owner, "preset", "deploy", "access", "write", "resource", "apps/web");
        rotate(owner).then().statusCode(201);
        var freshOwner = stack.tokenOf(person, "write");
        var freshVerifier = stack.verifier();
        var young = stack.minted(freshOwner);
        var through = stack.minted(owner);
        assertThat(generationOf(through.text())).isEqualTo(2);
        var before = Instant.now().minusMillis(1);

        // when
        var answer = retire(freshOwner, "1");

        // then
        answer.then().statusCode(200).body("key_id", equalTo(key(1))).body("ended_tokens", equalTo(5));
        assertThat(Instant.parse(answer.<String>path("retired_at"))).isBetween(before, Instant.now());
        for (var ended : List.of(old.text(), narrowed, deploy.text(), owner, verifier, through.text())) {
            stack.verify(freshVerifier, ended, "resource", "apps/web")
                    .then()
                    .body("allowed", equalTo(false))
                    .body("reason", equalTo("revoked"));
        }
        stack.verify(freshVerifier, young.text()).then().body("allowed", equalTo(true));
        for (var ended : List.of(old, deploy, through)) {
            Stack.get(freshOwner, "/v1/tokens/" + ended.id())
                    .then()
                    .body("state", equalTo("revoked"))
                    .body("ended_because", equalTo("key-generation"));
        }
        Stack.get(freshOwner, "/v1/tokens/" + young.id()).then().body("state", equalTo("active"));
        Stack.get(freshOwner, "/v1/tokens/keys?org=" + stack.org())
                .then()
                .body("items.state", equalTo(List.of("minting", "retired")));
    }

    @Test
    void theNewestStaysAndWhatIsRetiredIsNotRetiredAgain() {
        // when
        var newest = retire(owner, "1");
        rotate(owner);
        var freshOwner = stack.tokenOf(person, "write");
        var first = retire(freshOwner, "1");
        var again = retire(freshOwner, "1");

        // then
        newest.then()
                .statusCode(409)
                .body("type", endsWith("/problems/illegal-transition"))
                .body("state", equalTo("minting"));
        first.then().statusCode(200);
        again.then()
                .statusCode(409)
                .body("type", endsWith("/problems/illegal-transition"))
                .body("state", equalTo("retired"));
        for (var none : List.of("3", "0", "01", "10000", "x", "%31")) {
            var answer = retire(freshOwner, none);
            assertThat(answer.statusCode()).as(none).isIn(404, 409);
        }
    }

    @Test
    void twoRotationsAtOnceMakeTwoGenerations() throws Exception {
        // when
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Response> work = () -> rotate(owner);
            var both = threads.invokeAll(List.of(work, work));
            for (var one : both) {
                one.get().then().statusCode(201);
            }
        }

        // then
        Stack.get(owner, "/v1/tokens/keys?org=" + stack.org())
                .then()
                .body("items.key_id", equalTo(List.of(key(3), key(2), key(1))));
    }

    @Test
    void onlyAnOwnersLoginOrPersonalTokenAsIssuedManagesKeys() {
        // given
        var admin = stack.tokenOf(stack.person(Role.ADMIN), "write");
        var deploy = stack.minted(owner, "kind", "deploy", "resource", "latchkey/tokens", "access", "write")
                .text();
        var narrowed = Peer.narrow(owner, "access = write");
        var reader = stack.tokenOf(person, "read");
        var foreign = Stack.create();
        var expected = Map.of(
                admin,
                "role-too-low",
                deploy,
                "cannot-manage-keys",
                narrowed,
                "cannot-manage-keys",
                reader,
                "access-denied");

        for (var caller : expected.entrySet()) {
            for (var answer : List.of(rotate(caller.getKey()), retire(caller.getKey(), "1"))) {
                answer.then().statusCode(403).body("type", endsWith("/problems/" + caller.getValue()));
            }
        }
        Stack.get(admin, "/v1/tokens/keys?org=" + stack.org()).then().statusCode(403);
        Stack.get(reader, "/v1/tokens/keys?org=" + stack.org()).then().statusCode(200);
        Stack.get(owner, "/v1/tokens/keys?org=" + foreign.org())
                .then()
                .statusCode(403)
                .body("type", endsWith("/problems/wrong-org"));
        Stack.get(owner, "/v1/tokens/keys?org=" + stack.org() + "&state=minting")
                .then()
                .statusCode(400)
                .body("field", equalTo("state"));
        Stack.get(owner, "/v1/tokens/keys").then().statusCode(400).body("field", equalTo("org"));
        given().post("/v1/tokens/keys/rotate").then().statusCode(401);
    }

    @Test
    void aServiceRotatesAndRetiresForAnOwnerOnly() {
        // given
        var admin = stack.person(Role.ADMIN);
        stack.tokenOf(admin, "read");

        // when
        var refused = internal("/rotate", Map.of("person", admin));
        var rotated = internal("/rotate", Map.of("person", person, "session", "ses_00000000000000"));
        var retired = internal("/1/retire", Map.of("person", person));

        // then
        refused.then().statusCode(403).body("type", endsWith("/problems/role-too-low"));
        rotated.then().statusCode(201).body("key_id", equalTo(key(2)));
        retired.then().statusCode(200).body("key_id", equalTo(key(1)));
        internal("/1/retire", Map.of("person", person)).then().statusCode(409);
        internal("/7/retire", Map.of("person", person)).then().statusCode(404);
        internal("/rotate", Map.of()).then().statusCode(400).body("field", equalTo("person"));
        internal("/rotate", Map.of("person", person, "session", "x"))
                .then()
                .statusCode(400)
                .body("field", equalTo("session"));
    }

    @Test
    void bothAreToldWithWhoDidIt() {
        // given
        rotate(owner).then().statusCode(201);
        var freshOwner = stack.tokenOf(person, "write");

        // when
        var retired = retire(freshOwner, "1");

        // then
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(Topics.read(Topic.TOKENS, KeyRotated.class, key(2)))
                    .singleElement()
                    .satisfies(told -> {
                        assertThat(told.org()).isEqualTo(stack.org());
                        assertThat(told.replaced()).isEqualTo(key(1));
                        assertThat(told.act().actor().kind()).isEqualTo(ActorKind.PERSON);
                        assertThat(told.act().actor().id()).isEqualTo(person);
                        assertThat(told.act().origin().ip()).isEqualTo("127.0.0.1");
                    });
            assertThat(Topics.read(Topic.TOKENS, KeyRetired.class, key(1)))
                    .singleElement()
                    .satisfies(told -> {
                        assertThat(told.revision())
                                .isEqualTo(retired.<Number>path("revision").longValue());
                        assertThat(told.act().actor().id()).isEqualTo(person);
                    });
            assertThat(Topics.read(Topic.TOKEN_STATES, StateChanged.class, "key:" + key(1)))
                    .extracting(StateChanged::state)
                    .last()
                    .isEqualTo(new State.OfKey(true, Instant.parse(retired.<String>path("retired_at"))));
        });
    }

    private String key(int generation) {
        return stack.org() + "." + generation;
    }

    private static int generationOf(String token) {
        var whole = (dev.latchkey.access.TokenReading.Whole) dev.latchkey.access.TokenText.read(token);
        return whole.token().identifier().keyId().generation();
    }

    private static Response rotate(String token) {
        return Stack.post(token, "/v1/tokens/keys/rotate", Map.of());
    }

    private static Response retire(String token, String generation) {
        return Stack.post(token, "/v1/tokens/keys/" + generation + "/retire", Map.of());
    }

    private Response internal(String path, Map<String, Object> body) {
        return given().header("Authorization", Stack.serviceJwt())
                .contentType("application/json")
                .body(body)
                .post("/internal/v1/keys/" + stack.org() + path);
    }
}
