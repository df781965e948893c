package dev.latchkey.token.idempotency;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import dev.latchkey.events.MembershipChanged.Role;
import dev.latchkey.token.Peer;
import dev.latchkey.token.ServiceTest;
import dev.latchkey.token.Stack;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ServiceTest
class IdempotencyTest {
    private final Stack stack = Stack.create();
    private final String key = "\"" + Stack.word(20) + "\"";
    private String owner = "";

    @Inject
    Pool pool;

    @Inject
    IdempotencyExpiry expiry;

    @BeforeEach
    void mintOwner() {
        owner = stack.owner();
    }

    @Test
    void theSameRequestWithTheSameKeyAnswersTheSameToken() {
        // given
        var first = mint(owner, key, "ci");
        first.then().statusCode(201);

        // when
        var again = mint(owner, key, "ci");

        // then
        again.then().statusCode(201).header("Cache-Control", equalTo("no-store"));
        assertThat(again.asString()).isEqualTo(first.asString());
        assertThat(named("ci")).hasSize(1);
        stack.verify(stack.verifier(), again.path("token")).then().body("allowed", equalTo(true));
    }

    @Test
    void withoutAKeyEachRequestMints() {
        // when
        mint(owner, null, "ci").then().statusCode(201);
        mint(owner, null, "ci").then().statusCode(201);

        // then
        assertThat(named("ci")).hasSize(2);
    }

    @Test
    void anotherBodyWithTheSameKeyIsRefused() {
        // given
        mint(owner, key, "ci").then().statusCode(201);

        // when
        var other = mint(owner, key, "ci2");

        // then
        other.then().statusCode(422).body("type", endsWith("/problems/idempotency-key-reused"));
        assertThat(named("ci2")).isEmpty();
    }

    @Test
    void aKeyIsTheCallersOwn() {
        // given
        var first = mint(owner, key, "ci");

        // when
        var others = mint(stack.owner(), key, "ci");

        // then
        others.then().statusCode(201);
        assertThat(others.<String>path("id")).isNotEqualTo(first.path("id"));
    }

    @Test
    void aNarrowedCopyIsNotHandedWhatTheTokenMinted() {
        // given
        mint(owner, key, "ci").then().statusCode(201);

        // when
        var answer = mint(Peer.narrow(owner, "time-before 2030-01-01T00:00:00Z"), key, "ci");

        // then
        answer.then().statusCode(403).body("type", endsWith("/problems/cannot-mint"));
        assertThat(answer.asString()).doesNotContain("lkp_");
    }

    @Test
    void requestsThatArriveAtOnceMintOnce() throws Exception {
        // given
        var calls = new ArrayList<Callable<Response>>();
        for (var i = 0; i < 16; i++) {
            calls.add(() -> mint(owner, key, "ci"));
        }

        // when
        List<Response> answers;
        try (var threads = Executors.newFixedThreadPool(16)) {
            answers = threads.invokeAll(calls).stream()
                    .map(IdempotencyTest::answer)
                    .toList();
        }

        // then
        assertThat(answers).allMatch(each -> each.statusCode() == 201 || each.statusCode() == 409);
        assertThat(answers.stream()
                        .filter(each -> each.statusCode() == 201)
                        .map(each -> each.<String>path("token"))
                        .collect(Collectors.toSet()))
                .hasSize(1);
        assertThat(answers.stream().filter(each -> each.statusCode() == 409))
                .allMatch(each -> each.<String>path("type").endsWith("/problems/request-in-flight")
                        && each.header("Retry-After").equals("1"));
        assertThat(named("ci")).hasSize(1);
    }

    @Test
    void aKeyThatIsBeingWorkedOnAnswersInFlight() {
        // given: a transaction elsewhere holds the key that this attempt will hash to
        mint(owner, key, "ci").then().statusCode(201);
        var hash = pool.query("select key_hash from idempotency_key order by used_at desc limit 1")
                .execute()
                .await()
                .indefinitely()
                .iterator()
                .next()
                .getString("key_hash");
        execute("delete from idempotency_key where key_hash = $1", Tuple.of(hash));
        var connection = pool.getConnection().await().indefinitely();
        var transaction = connection.begin().await().indefinitely();
        connection
                .preparedQuery("select pg_advisory_xact_lock(hashtextextended($1, 0))")
                .execute(Tuple.of(hash))
                .await()
                .indefinitely();

        // when
        var answer = mint(owner, key, "ci");
        transaction.rollback().await().indefinitely();
        connection.close().await().indefinitely();

        // then
        answer.then().statusCode(409).body("type", endsWith("/problems/request-in-flight"));
        assertThat(named("ci")).hasSize(1);
        mint(owner, key, "ci").then().statusCode(201);
    }

    @Test
    void aRotationThatIsSentAgainAnswersTheSameSuccessor() {
        // given
        var token = stack.minted(owner);
        var first = rotate(token.id(), "PT1H");
        first.then().statusCode(201);

        // when
        var again = rotate(token.id(), "PT1H");

        // then
        again.then().statusCode(201);
        assertThat(again.asString()).isEqualTo(first.asString());
        rotate(token.id(), "PT2H").then().statusCode(422).body("type", endsWith("/problems/idempotency-key-reused"));
        assertThat(named("ci")).hasSize(2);
    }

    @Test
    void aTokenThatEndedByReplacingItselfGetsItsSuccessorAgain() {
        // given
        var token = stack.minted(owner, "access", "write");
        var first = rotate(token.text(), key, token.id(), "PT0S");
        first.then().statusCode(201);
        stack.verify(stack.verifier(), token.text()).then().body("reason", equalTo("revoked"));

        // when
        var again = rotate(token.text(), key, token.id(), "PT0S");

        // then
        again.then().statusCode(201).header("Cache-Control", equalTo("no-store"));
        assertThat(again.asString()).isEqualTo(first.asString());
        Stack.get(token.text(), "/v1/tokens/" + token.id()).then().statusCode(401);
        mint(token.text(), key, "ci").then().statusCode(401);
        rotate(token.text(), key, token.id(), "PT1H").then().statusCode(401);
        rotate(token.text(), "another", token.id(), "PT0S").then().statusCode(401);
        rotate(token.text(), key, first.path("id"), "PT0S").then().statusCode(401);
        rotate(Peer.forged(token.text()), key, token.id(), "PT0S").then().statusCode(401);
        rotate(Peer.narrow(token.text(), "time-before 2030-01-01T00:00:00Z"), key, token.id(), "PT0S")
                .then()
                .statusCode(401);
    }

    @Test
    void aTokenThatWasRevokedAfterItsRotationGetsNothingAgain() {
        // given
        var token = stack.minted(owner, "access", "write");
        rotate(token.text(), key, token.id(), "PT1H").then().statusCode(201);
        Stack.post(owner, "/v1/tokens/" + token.id() + "/revoke", Map.of())
                .then()
                .statusCode(200);

        // when
        var answer = rotate(token.text(), key, token.id(), "PT1H");

        // then
        answer.then().statusCode(401).body("type", endsWith("/problems/revoked"));
    }

    @Test
    void whoeverHasLeftTheOrgGetsNothingAgain() {
        // given
        var person = stack.person(Role.OWNER);
        var token = stack.minted(stack.tokenOf(person, "write"), "access", "write");
        rotate(token.text(), key, token.id(), "PT0S").then().statusCode(201);
        rotate(token.text(), key, token.id(), "PT0S").then().statusCode(201);

        // when
        stack.leave(person);

        // then
        Awaitility.await()
                .untilAsserted(() ->
                        rotate(token.text(), key, token.id(), "PT0S").then().statusCode(401));
    }

    @Test
    void aServicesMintThatIsSentAgainAnswersTheSameToken() {
        // given
        var person = stack.person(Role.OWNER);
        stack.tokenOf(person, "read");
        var first = internalMint(person, "ci");
        first.then().statusCode(201);

        // when
        var again = internalMint(person, "ci");

        // then
        again.then().statusCode(201);
        assertThat(again.asString()).isEqualTo(first.asString());
        assertThat(named("ci")).hasSize(1);
        internalMint(person, "ci2").then().statusCode(422).body("type", endsWith("/problems/idempotency-key-reused"));
    }

    private Response internalMint(String person, String name) {
        return given().header("Authorization", Stack.serviceJwt())
                .header("Idempotency-Key", key)
                .contentType(ContentType.JSON)
                .body(Map.of("org", stack.org(), "person", person, "name", name, "access", "read"))
                .post("/internal/v1/tokens");
    }

    private Response rotate(String id, String overlap) {
        return rotate(owner, key, id, overlap);
    }

    private static Response rotate(String token, String key, String id, String overlap) {
        return given().header("Authorization", "Bearer " + token)
                .header("Idempotency-Key", key)
                .contentType(ContentType.JSON)
                .body(Map.of("overlap", overlap))
                .post("/v1/tokens/" + id + "/rotate");
    }

    @Test
    void aRefusedRequestLeavesTheKeyFree() {
        // given
        given().header("Authorization", "Bearer " + owner)
                .header("Idempotency-Key", key)
                .contentType(ContentType.JSON)
                .body(Map.of("org", stack.org(), "name", "", "access", "read"))
                .post("/v1/tokens")
                .then()
                .statusCode(400);

        // when
        var answer = mint(owner, key, "ci");

        // then
        answer.then().statusCode(201);
    }

    @Test
    void aKeyIsForgottenAfterADay() {
        // given
        var first = mint(owner, key, "ci");
        execute(
                "update idempotency_key set used_at = $1 where token_id = $2",
                Tuple.of(
                        OffsetDateTime.now(ZoneOffset.UTC).minusHours(24),
                        first.<String>path("id").substring(4)));

        // when
        var later = mint(owner, key, "ci");

        // then
        assertThat(later.<String>path("id")).isNotEqualTo(first.path("id"));
        assertThat(mint(owner, key, "ci").<String>path("id")).isEqualTo(later.path("id"));
    }

    @Test
    void oldKeysAreDeleted() {
        // given
        var kept = mint(owner, "kept-" + key.substring(1, 9), "ci");
        var old = mint(owner, key, "ci");
        String id = old.<String>path("id").substring(4);
        execute(
                "update idempotency_key set used_at = $1 where token_id = $2",
                Tuple.of(OffsetDateTime.now(ZoneOffset.UTC).minusHours(24), id));

        // when
        var forgotten = expiry.forget().await().indefinitely();

        // then
        assertThat(forgotten).isPositive();
        var left = pool.query("select token_id from idempotency_key")
                .execute()
                .await()
                .indefinitely();
        var ids = new ArrayList<String>();
        left.forEach(row -> ids.add("tok_" + row.getString("token_id")));
        assertThat(ids).contains(kept.<String>path("id")).doesNotContain("tok_" + id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\"a\tb\""})
    void aKeyThatIsNoStringIsNamed(String wrong) {
        // when
        var answer = mint(owner, wrong, "ci");

        // then
        answer.then().statusCode(400).body("field", equalTo("Idempotency-Key"));
    }

    @Test
    void aKeyThatIsTooLongIsNamed() {
        mint(owner, "x".repeat(256), "ci").then().statusCode(400).body("field", equalTo("Idempotency-Key"));
        mint(owner, "x".repeat(255), "ci").then().statusCode(201);
    }

    @Test
    void twoKeysAreNone() {
        // when
        var answer = given().header("Authorization", "Bearer " + owner)
                .header("Idempotency-Key", "one", "two")
                .contentType(ContentType.JSON)
                .body(Map.of("org", stack.org(), "name", "ci", "access", "read"))
                .post("/v1/tokens");

        // then
        answer.then().statusCode(400).body("field", equalTo("Idempotency-Key"));
    }

    private static Response answer(java.util.concurrent.Future<Response> call) {
        try {
            return call.get();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    private void execute(String sql, Tuple values) {
        pool.preparedQuery(sql).execute(values).await().indefinitely();
    }

    private List<String> named(String name) {
        return Stack.get(owner, "/v1/tokens?org=" + stack.org() + "&limit=100")
                .jsonPath()
                .getList("items.findAll { it.name == '" + name + "' }.id");
    }

    private Response mint(String token, @Nullable String idempotencyKey, String name) {
        var call = given().header("Authorization", "Bearer " + token).contentType(ContentType.JSON);
        return (idempotencyKey == null ? call : call.header("Idempotency-Key", idempotencyKey))
                .body(Map.of("org", stack.org(), "name", name, "access", "read"))
                .post("/v1/tokens");
    }
}
