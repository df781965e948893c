package dev.latchkey.token.leak;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import dev.latchkey.access.Caveat;
import dev.latchkey.access.Fingerprint;
import dev.latchkey.access.Identity;
import dev.latchkey.access.KeyId;
import dev.latchkey.access.OrgHandle;
import dev.latchkey.access.PersonId;
import dev.latchkey.access.SessionId;
import dev.latchkey.access.Token;
import dev.latchkey.access.TokenId;
import dev.latchkey.access.TokenReading;
import dev.latchkey.access.TokenText;
import dev.latchkey.events.MembershipChanged.Role;
import dev.latchkey.events.TokenLeaked;
import dev.latchkey.events.TokenRevoked;
import dev.latchkey.events.Topic;
import dev.latchkey.token.Peer;
import dev.latchkey.token.ServiceTest;
import dev.latchkey.token.Stack;
import dev.latchkey.token.Topics;
import dev.latchkey.token.keys.KeyRing;
import dev.latchkey.token.state.StateFeed;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ServiceTest
class LeakTest {
    private static final Random RANDOM = new Random();
    private static final String PLACE = "https://example.org/paste/7";

    private final Stack stack = Stack.create();
    private final Reporter reporter =
            new Reporter("127." + (1 + RANDOM.nextInt(250)) + "." + RANDOM.nextInt(250) + ".1");
    private String owner = "";
    private String verifier = "";

    @Inject
    KeyRing keys;

    @Inject
    StateFeed feed;

    @BeforeEach
    void mintOwner() {
        owner = stack.owner();
        verifier = stack.verifier();
    }

    @Test
    void aLeakedTokenEndsWithWhatWasMintedThroughIt() {
        // given
        var parent = stack.minted(owner, "access", "write");
        var child = stack.minted(parent.text());
        var bystander = stack.minted(owner);

        // when
        var answer = reporter.report(List.of(parent.text()));

        // then
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body()).isEqualTo("{\"received\":1}");
        eventually(parent.text(), "revoked");
        eventually(child.text(), "revoked");
        eventually(bystander.text(), "allowed");
    }

    @Test
    void aCopyNarrowedInTimeOnlyIsTheWholeToken() {
        // given
        var token = stack.minted(owner);

        // when
        reporter.report(List.of(Peer.narrow(token.text(), "time-before 2026-01-01T00:00:00Z")));

        // then: that the copy has expired does not matter
        eventually(token.text(), "revoked");
    }

    @Test
    void ofANarrowedCopyOnlyItAndItsDescendantsEnd() {
        // given
        var token = stack.minted(owner);
        var copy = Peer.narrow(token.text(), "method in GET");
        var descendant = Peer.narrow(copy, "access = read");
        var sibling = Peer.narrow(token.text(), "access = read");

        // when
        reporter.report(List.of(copy));

        // then
        eventually(copy, "revoked");
        eventually(descendant, "revoked");
        eventually(sibling, "allowed");
        eventually(token.text(), "allowed");
    }

    @Test
    void moreCopiesThanCanBeRefusedEndTheToken() {
        // given
        var token = stack.minted(owner);
        var copies = new ArrayList<String>();
        for (var i = 0; i < 33; i++) {
            copies.add(Peer.narrow(token.text(), "resource = apps/a" + i));
        }

        // when
        reporter.report(copies.subList(0, 32));

        // then
        eventually(copies.get(31), "revoked");
        eventually(token.text(), "allowed");

        // when
        reporter.report(copies.subList(32, 33));

        // then
        eventually(token.text(), "revoked");
    }

    @Test
    void kindsWithoutARecordEndByTheirId() {
        // given
        var session = unrecorded();
        var copied = unrecorded();
        var copy = copied.narrow(new Caveat.AtMost(dev.latchkey.access.Access.READ));
        eventually(session.text(), "allowed");

        // when
        reporter.report(List.of(session.text(), copy.text()));

        // then
        eventually(session.text(), "revoked");
        eventually(copy.text(), "revoked");
        eventually(copied.text(), "allowed");
    }

    @Test
    void whatWasMintedThroughATokenOfALoginEndsWithIt() {
        // given
        var login = stack.login(stack.person(Role.OWNER), "write");
        var child = stack.minted(login.text(), "access", "write");
        var grandchild = stack.minted(child.text());
        var bystander = stack.minted(owner);

        // when
        reporter.report(List.of(login.text()));

        // then
        eventually(login.text(), "revoked");
        eventually(child.text(), "revoked");
        eventually(grandchild.text(), "revoked");
        eventually(bystander.text(), "allowed");
        Stack.get(owner, "/v1/tokens/" + grandchild.id())
                .then()
                .body("ended_because", equalTo("parent"))
                .body("ended_with", equalTo(login.id()));
        Awaitility.await()
                .untilAsserted(() -> assertThat(Topics.read(Topic.TOKENS, TokenRevoked.class, child.id()))
                        .extracting(TokenRevoked::because, TokenRevoked::cause)
                        .containsExactly(tuple(login.id(), "parent")));
    }

    private Token unrecorded() {
        var keyId = new KeyId(new OrgHandle(stack.org()), 1);
        var key = keys.find(keyId).await().indefinitely().orElseThrow();
        var person = PersonId.parsePublic(stack.person(Role.OWNER)).orElseThrow();
        var identity = new Identity.Session(
                keyId, TokenId.of(Instant.now(), RANDOM), person, SessionId.of(Instant.now(), RANDOM));
        return Token.mint(key, identity, List.of(new Caveat.Org(new OrgHandle(stack.org()))));
    }

    @Test
    void theAnswerIsTheSameWhateverWasReal() {
        // given
        var genuine = stack.minted(owner);
        var ended = stack.minted(owner);
        Stack.post(owner, "/v1/tokens/" + ended.id() + "/revoke", Map.of())
                .then()
                .statusCode(200);
        var sorts = List.of(
                genuine.text(),
                Peer.forged(stack.minted(owner).text()),
                ofAnOrgThatIsNot().text(),
                Peer.narrow(stack.minted(owner).text(), "time-before 2020-01-01T00:00:00Z"),
                ended.text(),
                "lkd_Ag",
                "hunter2",
                "");

        // when
        var answers = sorts.stream().map(text -> reporter.report(List.of(text))).toList();

        // then
        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(202);
            assertThat(answer.body()).isEqualTo("{\"received\":1}");
            assertThat(answer.headers().keySet())
                    .isEqualTo(answers.getFirst().headers().keySet());
        });
    }

    /// The medians of many calls, in turns; the work for the genuine one is done after the answer.
    @Test
    void theAnswerTakesAsLongWhateverWasReal() {
        // given
        var real = stack.minted(owner).text();
        var forged = Peer.forged(stack.minted(owner).text());
        var unknown = ofAnOrgThatIsNot().text();
        var took = List.<List<Long>>of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        var sorts = List.of(real, forged, unknown);

        // when
        for (var round = 0; round < 60; round++) {
            var from = new Reporter("127.200." + RANDOM.nextInt(250) + "." + (1 + RANDOM.nextInt(250)));
            for (var sort = 0; sort < 3; sort++) {
                var begun = System.nanoTime();
                assertThat(from.report(List.of(sorts.get(sort))).status()).isEqualTo(202);
                took.get(sort).add(System.nanoTime() - begun);
            }
        }

        // then: within what two medians of the same differ on a busy machine
        var medians = took.stream().map(LeakTest::median).toList();
        assertThat(Collections.max(medians))
                .as("medians in ns %s", medians)
                .isLessThan(2 * Collections.min(medians) + Duration.ofMillis(2).toNanos());
    }

    private static long median(List<Long> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static Token ofAnOrgThatIsNot() {
        var org = new OrgHandle("nobody-" + Stack.word(8).replaceAll("[^a-z]", "x"));
        return Token.mint(
                dev.latchkey.macaroon.Key.derive(new byte[32]),
                new Identity.Deploy(new KeyId(org, 1), TokenId.of(Instant.now(), RANDOM)),
                List.of(new Caveat.Org(org)));
    }

    @Test
    void aKeyThatNobodyHasNeededYetIsRead() {
        // given: an org that nothing was ever minted or verified in
        var quiet = new KeyId(new OrgHandle(Stack.create().org()), 1);
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> feed.names(quiet));
        var forged = Token.mint(
                dev.latchkey.macaroon.Key.derive(new byte[32]),
                new Identity.Deploy(quiet, TokenId.of(Instant.now(), RANDOM)),
                List.of(new Caveat.Org(quiet.org())));

        // when
        var answer = reporter.report(List.of(forged.text()));

        // then
        assertThat(answer.status()).isEqualTo(202);
    }

    @Test
    void aForgedTokenEndsNothing() {
        // given
        var token = stack.minted(owner);
        var last = stack.minted(owner);

        // when
        reporter.report(List.of(Peer.forged(token.text()), last.text()));

        // then
        eventually(last.text(), "revoked");
        eventually(token.text(), "allowed");
        Stack.get(owner, "/v1/tokens/" + token.id() + "/leaks").then().body("items", equalTo(List.of()));
    }

    @Test
    void whereItWasSeenIsKeptAndTold() {
        // given
        var token = stack.minted(owner);
        var copy = Peer.narrow(token.text(), "access = read");
        var fingerprint = fingerprint(copy);

        // when
        reporter.post("{\"tokens\":[\" " + copy + "\\n\"],\"where\":\"" + PLACE + "\",\"note\":\"in a build log\"}");
        Awaitility.await()
                .atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(Topics.read(Topic.TOKENS, TokenLeaked.class, token.id()))
                        .hasSize(1));

        // then
        var event = Topics.read(Topic.TOKENS, TokenLeaked.class, token.id()).getFirst();
        assertThat(event.copy()).isEqualTo(fingerprint.value());
        assertThat(event.org()).isEqualTo(stack.org());
        assertThat(event.kind()).isEqualTo("personal");
        assertThat(event.hint()).isEqualTo(token.hint());
        assertThat(event.place()).isEqualTo(PLACE);
        assertThat(event.note()).isEqualTo("in a build log");
        assertThat(event.reporter()).isEqualTo("anyone");
        assertThat(event.revision()).isPositive();
        assertThat(event.act().origin().ip()).startsWith("127.");
        Stack.get(owner, "/v1/tokens/" + token.id() + "/leaks")
                .then()
                .statusCode(200)
                .body("items.size()", equalTo(1))
                .body("items[0].copy", equalTo(fingerprint.value()))
                .body("items[0].where", equalTo(PLACE))
                .body("items[0].note", equalTo("in a build log"))
                .body("items[0].reporter", equalTo("anyone"));
        Stack.get(Stack.create().owner(), "/v1/tokens/" + token.id() + "/leaks")
                .then()
                .body("items", equalTo(List.of()));
    }

    private static Fingerprint fingerprint(String text) {
        return ((TokenReading.Whole) TokenText.read(text)).token().fingerprint();
    }

    @Test
    void aThousandTokensAreOneReportAndMoreAreNone() {
        // given
        var token = stack.minted(owner);
        var texts = new ArrayList<>(Collections.nCopies(999, Peer.forged(token.text())));
        texts.add(token.text());

        // when
        var answer = reporter.report(texts);

        // then
        assertThat(answer.body()).isEqualTo("{\"received\":1000}");
        eventually(token.text(), "revoked");
        texts.add("x");
        var refused = reporter.report(texts);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().getString("field")).isEqualTo("tokens");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tokens    | {}",
                "tokens    | {\"tokens\":[]}",
                "tokens    | {\"tokens\":\"lkp_\"}",
                "tokens[1] | {\"tokens\":[\"x\",null]}",
                "where     | {\"tokens\":[\"x\"],\"where\":\"javascript:alert(1)\"}",
                "where     | {\"tokens\":[\"x\"],\"where\":\"https://\"}",
                "where     | {\"tokens\":[\"x\"],\"where\":\"https://u:p@example.org/\"}",
                "where     | {\"tokens\":[\"x\"],\"where\":\"https://example.org/\\u0000\"}",
                "note      | {\"tokens\":[\"x\"],\"note\":\"a\\u202eb\"}",
                "who       | {\"tokens\":[\"x\"],\"who\":\"me\"}",
                "body      | ''",
                "body      | []",
            })
    void eachBadFieldIsNamed(String field, String body) {
        // when
        var answer = reporter.post(body);

        // then
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().getString("field")).isEqualTo(field);
        assertThat(answer.json().getString("type")).endsWith("/problems/invalid-request");
    }

    @Test
    void tooManyReportsOfANetworkAreRefusedAndOthersAreNot() {
        // given
        var loud = new Reporter("127.251.7.1");
        var neighbour = new Reporter("127.251.7.200");
        var passed = 0;

        // when: it fills by one a second, which is slower than we are
        var refused = loud.post("{}");
        while (refused.status() != 429 && passed < 500) {
            passed++;
            refused = (passed % 2 == 0 ? loud : neighbour).post("{}");
        }

        // then
        assertThat(passed).isBetween(60, 499);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.json().getString("type")).endsWith("/problems/rate-limited");
        assertThat(Integer.parseInt(refused.headers().get("retry-after"))).isBetween(1, 2);
        assertThat(new Reporter("127.252.7.1").post("{}").status()).isEqualTo(400);
    }

    @Test
    void sightingsNeedACredentialAndATokenId() {
        given().contentType(ContentType.JSON)
                .get("/v1/tokens/tok_x/leaks")
                .then()
                .statusCode(401);
        Stack.get(owner, "/v1/tokens/tok_x/leaks").then().statusCode(404).body("type", endsWith("/problems/not-found"));
    }

    private void eventually(String token, String verdict) {
        Awaitility.await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> {
            var answer = stack.verify(verifier, token, "method", "GET");
            assertThat(answer.<Boolean>path("allowed") ? "allowed" : answer.<String>path("reason"))
                    .isEqualTo(verdict);
        });
    }
}
