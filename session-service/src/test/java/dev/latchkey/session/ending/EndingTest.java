package dev.latchkey.session.ending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.latchkey.events.CredentialChanged;
import dev.latchkey.events.MembershipChanged.Role;
import dev.latchkey.events.SessionEnded;
import dev.latchkey.events.Topic;
import dev.latchkey.session.Browser;
import dev.latchkey.session.Cast;
import dev.latchkey.session.Cast.Person;
import dev.latchkey.session.MovableClock;
import dev.latchkey.session.TokenServiceStandIn;
import dev.latchkey.session.TokenServiceStandIn.Does;
import dev.latchkey.session.Topics;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class EndingTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @Inject
    Cast cast;

    @Inject
    MovableClock clock;

    private Person ada = new Person("", "", "", "");
    private Browser current = Browser.fresh();
    private Browser other = Browser.fresh();

    @BeforeEach
    void logIn() {
        cast.forgetFailures();
        TokenServiceStandIn.does(Does.CONFIRM);
        ada = cast.person(Role.MEMBER);
        other = Browser.loggedIn(ada);
        current = Browser.loggedIn(ada);
    }

    @AfterEach
    void reset() {
        clock.reset();
        TokenServiceStandIn.does(Does.CONFIRM);
    }

    @Test
    void endOthersEndsEveryOtherAndKeepsTheCurrentOne() {
        // given
        var third = Browser.loggedIn(ada);

        // when
        var answer = endOthers(current, ada.password());

        // then
        answer.then()
                .statusCode(200)
                .body("ended", equalTo(2))
                .body("of_listed", equalTo(2))
                .body("also", empty())
                .body("verifiers", equalTo("confirmed"))
                .body("confirmed_by", equalTo(6))
                .body("of", equalTo(6));
        assertThat(answer.jsonPath().getLong("took_ms")).isBetween(0L, 4_000L);
        sessions(other).then().statusCode(401);
        sessions(third).then().statusCode(401);
        sessions(current).then().statusCode(200).body("end_others.count", equalTo(0));
        assertThat(TokenServiceStandIn.asked()).contains("wait=true").contains("ses_");
        Awaitility.await()
                .atMost(SOON)
                .untilAsserted(() -> assertThat(ends(ada)).hasSize(2).allSatisfy(ended -> {
                    assertThat(ended.reason()).isEqualTo("ended");
                    assertThat(ended.caep()).isNotNull();
                }));
    }

    @Test
    void whatWasBornAfterTheListWasShownEndsToo() {
        // given
        Map<String, String> body = body(current, ada.password());
        var born = Browser.loggedIn(ada);

        // when
        var answer = current.api().body(body).post("/v1/sessions/end-others");

        // then
        answer.then()
                .statusCode(200)
                .body("ended", equalTo(1))
                .body("of_listed", equalTo(1))
                .body("also", hasSize(1));
        sessions(born).then().statusCode(401);
    }

    @Test
    void endOthersWithoutProofChangesNothing() {
        // given
        var body = new HashMap<>(body(current, ada.password()));

        // when
        var wrong = current.api()
                .body(with(body, "password", "not the password of ada"))
                .post("/v1/sessions/end-others");
        var none = current.api()
                .body(Map.of("list", body.getOrDefault("list", "")))
                .post("/v1/sessions/end-others");
        var listless = current.api().body(Map.of("password", ada.password())).post("/v1/sessions/end-others");

        // then
        wrong.then().statusCode(403).body("type", endsWith("/problems/proof-refused"));
        none.then().statusCode(400).body("field", equalTo("password"));
        listless.then().statusCode(400).body("field", equalTo("list"));
        sessions(other).then().statusCode(200);
    }

    @Test
    void theProofOfAnotherSessionIsNone() {
        // given
        var theirs = body(other, ada.password());

        // when
        var answer = current.api().body(theirs).post("/v1/sessions/end-others");

        // then
        answer.then().statusCode(409).body("type", endsWith("/problems/stale-list"));
        sessions(other).then().statusCode(200);
    }

    @Test
    void aReplayedRequestIsRefused() {
        // given
        var body = body(current, ada.password());
        current.api().body(body).post("/v1/sessions/end-others").then().statusCode(200);
        var born = Browser.loggedIn(ada);

        // when
        var answer = current.api().body(body).post("/v1/sessions/end-others");

        // then
        answer.then().statusCode(409);
        sessions(born).then().statusCode(200);
    }

    @Test
    void aListIsGoodForTenMinutes() {
        // given
        var body = body(current, ada.password());

        // when
        clock.forward(Duration.ofMinutes(10));

        // then
        current.api().body(body).post("/v1/sessions/end-others").then().statusCode(409);
    }

    @Test
    void guessingTheProofIsSlowedDown() {
        // given
        for (var i = 0; i < 5; i++) {
            endOthers(current, "not the password of ada").then().statusCode(403);
        }

        // then
        endOthers(current, ada.password()).then().statusCode(403);
        sessions(other).then().statusCode(200);
        clock.forward(Duration.ofSeconds(2));
        endOthers(current, ada.password()).then().statusCode(200);
    }

    @Test
    void fiveOfSixAreNeverSix() {
        // given
        TokenServiceStandIn.does(Does.LAG);

        // when
        var answer = endOthers(current, ada.password());

        // then
        answer.then()
                .statusCode(202)
                .body("ended", equalTo(1))
                .body("verifiers", equalTo("behind"))
                .body("confirmed_by", equalTo(5))
                .body("of", equalTo(6))
                .body("missing", contains("v6"))
                .body("took_ms", nullValue());
        TokenServiceStandIn.does(Does.CONFIRM);
        current.request()
                .get(answer.<String>path("proof_url"))
                .then()
                .statusCode(200)
                .body("confirmed_by", equalTo(6));
    }

    @Test
    void withTokenServiceAwayTheCookiesAreDeadAndNothingIsClaimed() {
        // given
        TokenServiceStandIn.does(Does.BREAK);

        // when
        var answer = endOthers(current, ada.password());

        // then
        answer.then()
                .statusCode(202)
                .body("ended", equalTo(1))
                .body("verifiers", equalTo("unavailable"))
                .body("confirmed_by", nullValue());
        sessions(other).then().statusCode(401);
        Awaitility.await()
                .atMost(SOON)
                .untilAsserted(() -> assertThat(ends(ada)).hasSize(1));
    }

    @Test
    void nobodyElseSeesTheProof() {
        // given
        String url = endOthers(current, ada.password()).path("proof_url");
        var bob = Browser.loggedIn(cast.person(Role.OWNER));

        // then
        bob.request().get(url).then().statusCode(404);
        Browser.fresh().request().get(url).then().statusCode(401);
    }

    @Test
    void oneSessionEndsWithProofOnly() {
        // given
        String id = id(other);

        // when
        var refused = current.api()
                .body(Map.of("password", "not the password of ada"))
                .post("/v1/sessions/" + id + "/end");
        sessions(other).then().statusCode(200);
        var done = current.api().body(Map.of("password", ada.password())).post("/v1/sessions/" + id + "/end");

        // then
        refused.then().statusCode(403);
        done.then().statusCode(200).body("ended", equalTo(1));
        sessions(other).then().statusCode(401);
        current.api()
                .body(Map.of("password", ada.password()))
                .post("/v1/sessions/" + id + "/end")
                .then()
                .statusCode(404);
    }

    @Test
    void nobodyEndsOrLearnsOfAnothersSession() {
        // given
        var bob = cast.personIn(ada.org(), Role.OWNER);
        var browser = Browser.loggedIn(bob);
        var real = id(other);

        // when
        var theirs = browser.api().body(Map.of("password", bob.password())).post("/v1/sessions/" + real + "/end");
        var none = browser.api()
                .body(Map.of("password", bob.password()))
                .post("/v1/sessions/ses_" + "0".repeat(14) + "/end");

        // then
        assertThat(theirs.statusCode()).isEqualTo(404);
        assertThat(theirs.asString()).isEqualTo(none.asString());
        sessions(other).then().statusCode(200);
    }

    @Test
    void aTokenCannotEndSessions() {
        // given
        var withToken = other.request()
                .header("Authorization", "Bearer lkp_whatever")
                .contentType("application/json")
                .body(body(other, ada.password()));

        // then
        withToken.post("/v1/sessions/end-others").then().statusCode(401);
        sessions(current).then().statusCode(200);
    }

    @Test
    void loggingOutEndsThisSessionAndTheDeviceStaysKnown() {
        // given
        var page = current.get("/logout");
        var dead = current.cookie(Browser.SESSION);

        // when
        var answer = current.submit(page, "/logout", Map.of());

        // then
        answer.then().statusCode(200).header("Clear-Site-Data", "\"cache\", \"storage\"");
        assertThat(current.cookie(Browser.SESSION)).isNull();
        assertThat(current.cookie(Browser.DEVICE)).isNotNull();
        sessions(current.with(Browser.SESSION, String.valueOf(dead))).then().statusCode(401);
        sessions(other).then().statusCode(200).body("items.state", contains("live", "logged-out"));
        Awaitility.await()
                .atMost(SOON)
                .untilAsserted(() -> assertThat(ends(ada))
                        .singleElement()
                        .satisfies(ended -> assertThat(ended.reason()).isEqualTo("logged-out")));
    }

    @Test
    void aChangedPasswordEndsAllOthersAndRenewsTheCurrentSession() {
        // given
        var before = String.valueOf(current.cookie(Browser.SESSION));

        // when
        var answer = current.kept(current.api()
                .body(Map.of("password", ada.password(), "next", "velvet gusts 9 times"))
                .post("/v1/people/me/password"));

        // then
        answer.then().statusCode(200).body("ended", equalTo(1));
        sessions(other).then().statusCode(401);
        sessions(current).then().statusCode(200);
        sessions(Browser.fresh().with(Browser.SESSION, before)).then().statusCode(401);
        Browser.fresh().logIn(ada).then().statusCode(422);
        Browser.fresh().logIn(ada.email(), "velvet gusts 9 times").then().statusCode(303);
        Awaitility.await().atMost(SOON).untilAsserted(() -> {
            assertThat(ends(ada)).extracting(SessionEnded::reason).containsExactly("password-changed");
            assertThat(Topics.read(Topic.SESSIONS, CredentialChanged.class, ada.id()))
                    .singleElement()
                    .satisfies(changed ->
                            assertThat(changed.caep().credentialType()).isEqualTo("password"));
        });
    }

    /// The cookie of this request is renewed on its way, because the roles have changed: then it changes nothing.
    @Test
    void aCookieThatIsNoMoreChangesNoPassword() {
        // given
        var asking = current.api().body(Map.of("password", ada.password(), "next", "velvet gusts 9 times"));
        cast.become(ada, Role.VIEWER);

        // when
        var answer = asking.post("/v1/people/me/password");

        // then
        assertThat(answer.statusCode()).isEqualTo(404);
        sessions(other).then().statusCode(200);
        Browser.fresh().logIn(ada.email(), "velvet gusts 9 times").then().statusCode(422);
        Browser.fresh().logIn(ada).then().statusCode(303);
    }

    @Test
    void aPasswordIsChangedByWhoeverKnowsTheOldOneAndToAGoodOneOnly() {
        // then
        current.api()
                .body(Map.of("password", "not the password of ada", "next", "velvet gusts 9 times"))
                .post("/v1/people/me/password")
                .then()
                .statusCode(403);
        for (var bad : List.of("short", "x".repeat(257), "passwordpassword", ada.org() + "12345")) {
            current.api()
                    .body(Map.of("password", ada.password(), "next", bad))
                    .post("/v1/people/me/password")
                    .then()
                    .statusCode(422)
                    .body("field", equalTo("next"));
        }
        sessions(other).then().statusCode(200);
        Browser.fresh().logIn(ada).then().statusCode(303);
    }

    @Test
    void anAdminEndsAllOfAMemberWhoseHomeTheOrgIsButNotAnOwners() {
        // given
        var admin = cast.personIn(ada.org(), Role.ADMIN);
        var owner = cast.personIn(ada.org(), Role.OWNER);
        var guest = cast.person(Role.MEMBER);
        cast.member(guest.id(), ada.org(), Role.MEMBER);
        var browser = Browser.loggedIn(admin);
        Browser.loggedIn(owner);

        // when
        var done = endOf(browser, admin, ada);
        var refused = endOf(browser, admin, owner);
        var away = endOf(browser, admin, guest);
        var member = cast.personIn(ada.org(), Role.MEMBER);
        var byMember = endOf(Browser.loggedIn(member), member, admin);

        // then
        done.then().statusCode(200).body("ended", equalTo(2));
        sessions(current).then().statusCode(401);
        sessions(other).then().statusCode(401);
        refused.then().statusCode(403).body("type", endsWith("/problems/role-too-low"));
        away.then().statusCode(404);
        byMember.then().statusCode(403);
    }

    private Response endOf(Browser browser, Person caller, Person whose) {
        return browser.api()
                .body(Map.of("password", caller.password()))
                .post("/v1/orgs/" + ada.org() + "/members/" + whose.id() + "/sessions/end");
    }

    @Test
    void aDisabledPersonIsLoggedOutAtOnce() {
        // when
        cast.change("update person set state = 'disabled' where id = ?", ada.id());

        // then
        sessions(current).then().statusCode(401);
        sessions(other).then().statusCode(401);
    }

    @Test
    void theValueInADatabaseDumpOpensNothing() {
        // given
        var hashes = cast.query(
                "select encode(cookie_hash, 'base64') from session where person_id = ? and ended_at is null", ada.id());

        // then
        assertThat(hashes).hasSize(2).allSatisfy(hash -> {
            var text = hash.replace('+', '-').replace('/', '_').replace("=", "");
            sessions(Browser.fresh().with(Browser.SESSION, text)).then().statusCode(401);
        });
    }

    @Test
    void thePageLogsOutOthersWithoutScript() {
        // given
        var page = current.get("/sessions");
        assertThat(page.asString()).contains("Log out 1 other session<", "Firefox on Linux");

        // when
        var refused = current.submit(page, "/sessions/end-others", Map.of("password", "not the password of ada"));
        var done = current.submit(refused, "/sessions/end-others", Map.of("password", ada.password()));

        // then
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.asString()).contains("Nothing was ended");
        assertThat(done.statusCode()).isEqualTo(200);
        assertThat(done.asString())
                .containsPattern("1 of 1 ended, confirmed by 6 of 6 verifiers in [0-9]+ ms\\.")
                .doesNotContain("lk-end-others");
        sessions(other).then().statusCode(401);
    }

    @Test
    void thePageSaysWhoIsBehindAndAsksAgain() {
        // given
        TokenServiceStandIn.does(Does.LAG);

        // when
        var done = current.submit(current.get("/sessions"), "/sessions/end-others", Map.of("password", ada.password()));

        // then
        assertThat(done.asString()).contains("confirmed by 5 of 6 verifiers so far. Behind: v6.");
        TokenServiceStandIn.does(Does.CONFIRM);
        var again = done.asString().replaceFirst("(?s).*href=\"(/sessions/ends/end_[a-z0-9]+)\".*", "$1");
        assertThat(current.get(again).asString()).contains("confirmed by 6 of 6 verifiers");
    }

    private Response endOthers(Browser browser, String password) {
        return browser.api().body(body(browser, password)).post("/v1/sessions/end-others");
    }

    private static Map<String, String> body(Browser browser, String password) {
        return Map.of("list", browser.request().get("/v1/sessions").path("end_others.list"), "password", password);
    }

    private static Map<String, String> with(Map<String, String> body, String name, String value) {
        var all = new HashMap<>(body);
        all.put(name, value);
        return all;
    }

    private static Response sessions(Browser browser) {
        return browser.request().get("/v1/sessions");
    }

    private static String id(Browser browser) {
        return sessions(browser).path("items[0].session.id");
    }

    private static List<SessionEnded> ends(Person person) {
        return Topics.read(Topic.SESSIONS).stream()
                .map(Topics.Received::event)
                .filter(SessionEnded.class::isInstance)
                .map(SessionEnded.class::cast)
                .filter(ended -> ended.personId().equals(person.id()))
                .toList();
    }
}
