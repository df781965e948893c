package dev.latchkey.session.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.events.LoginRefused;
import dev.latchkey.events.MembershipChanged.Role;
import dev.latchkey.events.SessionStarted;
import dev.latchkey.events.Topic;
import dev.latchkey.session.Browser;
import dev.latchkey.session.Cast;
import dev.latchkey.session.MovableClock;
import dev.latchkey.session.Topics;
import dev.latchkey.session.password.Terms;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class LoginTest {
    private static final String WRONG = "not the password of anybody";
    private static final Duration SOON = Duration.ofSeconds(20);

    @Inject
    Cast cast;

    @Inject
    MovableClock clock;

    @BeforeEach
    void forget() {
        cast.forgetFailures();
    }

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    @Test
    void aRightPasswordOpensASessionOfTheDevice() {
        // given
        var ada = cast.person(Role.MEMBER);
        var browser = Browser.fresh();

        // when
        var answer = browser.logIn(ada);

        // then
        answer.then().statusCode(303);
        assertThat(answer.header("Location")).endsWith("/sessions");
        assertThat(browser.cookie(Browser.SESSION)).hasSize(43);
        assertThat(browser.cookie(Browser.DEVICE)).startsWith("dev_");
        var page = browser.get("/sessions");
        page.then().statusCode(200);
        assertThat(page.asString()).contains("Firefox on Linux", "this device");
        Awaitility.await()
                .atMost(SOON)
                .untilAsserted(() -> assertThat(Topics.read(Topic.SESSIONS))
                        .extracting(Topics.Received::event)
                        .filteredOn(SessionStarted.class::isInstance)
                        .map(SessionStarted.class::cast)
                        .filteredOn(started -> started.personId().equals(ada.id()))
                        .singleElement()
                        .satisfies(started -> {
                            assertThat(started.newDevice()).isTrue();
                            assertThat(started.acr()).isEqualTo("lk1");
                            assertThat(started.amr()).containsExactly("pwd");
                        }));
    }

    @Test
    void nameAndPasswordAreTakenAsTheyAreMeant() {
        // given
        var ada = cast.person(Role.MEMBER);

        // then
        Browser.fresh()
                .logIn("  " + ada.email().toUpperCase(Locale.ROOT), ada.password())
                .then()
                .statusCode(303);
        Browser.fresh().logIn(ada.email(), ada.password() + " ").then().statusCode(422);
        Browser.fresh()
                .logIn(ada.email(), ada.password().toUpperCase(Locale.ROOT))
                .then()
                .statusCode(422);
    }

    @Test
    void everyRefusalLooksTheSame() {
        // given
        var ada = cast.person(Role.MEMBER);
        var disabled = cast.person(Role.MEMBER);
        cast.change("update person set state = 'disabled' where id = ?", disabled.id());
        var throttled = cast.person(Role.MEMBER);
        var browser = Browser.fresh();
        for (var i = 0; i < 5; i++) {
            browser.logIn(throttled.email(), WRONG);
        }

        // when
        var answers = new ArrayList<Response>();
        answers.add(browser.logIn(ada.email(), WRONG));
        answers.add(browser.logIn("nobody@example.org", WRONG));
        answers.add(browser.logIn("not an address", WRONG));
        answers.add(browser.logIn(disabled));
        answers.add(browser.logIn(throttled));
        answers.add(browser.logIn(ada.email(), "short"));
        answers.add(browser.logIn(ada.email(), "x".repeat(257)));

        // then
        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(answer.asString()).isEqualTo(answers.getFirst().asString());
            assertThat(answer.headers().asList())
                    .hasSameSizeAs(answers.getFirst().headers().asList());
        });
    }

    @Test
    void aKnownAndAnUnknownNameTakeTheSameTime() {
        // given
        var ada = cast.person(Role.MEMBER);
        var browser = Browser.fresh();
        var csrf = Browser.token(browser.get("/login"), "/login");
        var known = new ArrayList<Long>();
        var unknown = new ArrayList<Long>();

        // when
        for (var i = 0; i < 220; i++) {
            var warm = i >= 20;
            time(browser, csrf, ada.email(), warm ? known : new ArrayList<>());
            time(browser, csrf, "nobody-at-all@example.org", warm ? unknown : new ArrayList<>());
        }

        // then
        assertThat(Math.abs(median(known) - median(unknown)))
                .isLessThan(Duration.ofMillis(10).toNanos());
    }

    private void time(Browser browser, String csrf, String email, List<Long> times) {
        cast.forgetFailures();
        var begun = System.nanoTime();
        browser.send("/login", Map.of("email", email, "password", WRONG, "csrf", csrf))
                .then()
                .statusCode(422);
        times.add(System.nanoTime() - begun);
    }

    private static long median(List<Long> times) {
        return times.stream().sorted().toList().get(times.size() / 2);
    }

    @Test
    void fromTheFifthFailureOnTheNameHasToWaitAndThenMayTryAgain() {
        // given
        var ada = cast.person(Role.MEMBER);
        for (var i = 0; i < 5; i++) {
            Browser.fresh().logIn(ada.email(), WRONG).then().statusCode(422);
        }

        // when
        var atOnce = Browser.fresh().logIn(ada);
        clock.forward(Duration.ofSeconds(2));
        var later = Browser.fresh().logIn(ada);

        // then
        atOnce.then().statusCode(422);
        later.then().statusCode(303);
    }

    @Test
    void strangersCannotLockTheOwnerOutOfAKnownDevice() {
        // given
        var ada = cast.person(Role.MEMBER);
        var known = Browser.loggedIn(ada);
        for (var i = 0; i < 100; i++) {
            Browser.fresh().logIn(ada.email(), WRONG);
            clock.forward(Duration.ofMinutes(16));
        }

        // then
        known.logIn(ada).then().statusCode(303);
        Browser.fresh().logIn(ada).then().statusCode(422);
        clock.forward(Duration.ofDays(1));
        Browser.fresh().logIn(ada).then().statusCode(422);
    }

    @Test
    void aKnownDeviceIsSlowedDownByItselfAndSlowsNobodyElseDown() {
        // given
        var ada = cast.person(Role.MEMBER);
        var known = Browser.loggedIn(ada);
        for (var i = 0; i < 5; i++) {
            known.logIn(ada.email(), WRONG).then().statusCode(422);
        }

        // then
        known.logIn(ada).then().statusCode(422);
        Browser.fresh().logIn(ada).then().statusCode(303);
    }

    @Test
    void aNetworkMayFailThirtyTimesInTenMinutes() {
        // given
        var ada = cast.person(Role.MEMBER);
        for (var i = 0; i < 30; i++) {
            Browser.fresh().logIn("nobody" + i + "@example.org", WRONG);
        }

        // when
        var atOnce = Browser.fresh().logIn(ada);
        clock.forward(Duration.ofMinutes(10));
        var later = Browser.fresh().logIn(ada);

        // then
        atOnce.then().statusCode(422);
        later.then().statusCode(303);
    }

    @Test
    void aNameThatNobodyHasEntersEventsAsAHashOnly() {
        // given
        var typed = "my secret password in the wrong field";

        // when
        Browser.fresh().logIn(typed, WRONG);

        // then
        Awaitility.await()
                .atMost(SOON)
                .untilAsserted(() -> assertThat(Topics.read(Topic.SESSIONS)).anySatisfy(received -> {
                    assertThat(received.event()).isInstanceOfSatisfying(LoginRefused.class, refused -> {
                        assertThat(refused.reason()).isEqualTo("unknown");
                        assertThat(refused.personId()).isNull();
                        assertThat(refused.nameHash()).hasSize(43);
                    });
                }));
        assertThat(Topics.read(Topic.SESSIONS))
                .noneSatisfy(received -> assertThat(received.text()).contains("secret"));
        assertThat(cast.query("select bucket from login_failure")).noneMatch(bucket -> bucket.contains("secret"));
    }

    @Test
    void aPasswordThatWasMadeForSomebodyWorksOnceAndIsReplaced() {
        // given
        var ada = cast.person(Role.OWNER, Terms.firstLogin(clock.instant().plus(Duration.ofHours(24))));
        var browser = Browser.fresh();

        // when
        var first = browser.logIn(ada);

        // then
        first.then().statusCode(200);
        assertThat(first.asString()).contains("Choose a password");
        assertThat(browser.cookie(Browser.SESSION)).isNull();
        Browser.fresh().logIn(ada).then().statusCode(422);
        browser.submit(first, "/login/password", Map.of("password", "short"))
                .then()
                .statusCode(422);
        var fields = Browser.hidden(first, "/login/password");
        Browser.fresh()
                .send("/login/password", with(fields, "password", "velvet gusts 7 times"))
                .then()
                .statusCode(403);
        browser.submit(first, "/login/password", Map.of("password", "velvet gusts 7 times"))
                .then()
                .statusCode(303);
        browser.get("/sessions").then().statusCode(200);
        browser.submit(first, "/login/password", Map.of("password", "velvet gusts 8 times"))
                .then()
                .statusCode(422);
        Browser.fresh().logIn(ada.email(), "velvet gusts 7 times").then().statusCode(303);
    }

    @Test
    void aPasswordThatWasMadeForSomebodyEndsAfterADay() {
        // given
        var ada = cast.person(Role.OWNER, Terms.firstLogin(clock.instant().plus(Duration.ofHours(24))));

        // when
        clock.forward(Duration.ofHours(24));

        // then
        Browser.fresh().logIn(ada).then().statusCode(422);
    }

    @Test
    void theTicketOfAFirstLoginEndsAfterTenMinutes() {
        // given
        var ada = cast.person(Role.OWNER, Terms.firstLogin(clock.instant().plus(Duration.ofHours(24))));
        var browser = Browser.fresh();
        var first = browser.logIn(ada);

        // when
        clock.forward(Duration.ofMinutes(10));

        // then
        browser.submit(first, "/login/password", Map.of("password", "velvet gusts 7 times"))
                .then()
                .statusCode(422);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.example",
                "/\\evil.example",
                "https:evil.example",
                "https://evil.example",
                "javascript:alert(1)",
                "/\t/evil.example",
                "\\\\evil.example",
                " //evil.example",
                "sessions"
            })
    void afterLoginNobodyIsLedElsewhere(String returnTo) {
        // given
        var ada = cast.person(Role.MEMBER);

        // when
        var answer = Browser.fresh().logIn(ada.email(), ada.password(), returnTo);

        // then
        assertThat(URI.create(answer.header("Location")).getPath()).isEqualTo("/");
        assertThat(URI.create(answer.header("Location")).getHost()).isIn(null, "localhost");
    }

    @Test
    void aLoginOnItsWayToNothingElseLeadsToTheSessions() {
        // given
        var browser = Browser.loggedIn(cast.person(Role.MEMBER));

        // when
        var front = browser.get("/");

        // then
        assertThat(front.statusCode()).isEqualTo(303);
        assertThat(front.header("Location")).endsWith("/sessions");
        browser.get("/sessions").then().statusCode(200);
    }

    @Test
    void whoeverIsSentToLogInComesBackToThePage() {
        // given
        var ada = cast.person(Role.MEMBER);
        var browser = Browser.fresh();

        // when
        var sent = browser.get("/sessions?org=acme");

        // then
        assertThat(sent.statusCode()).isEqualTo(303);
        assertThat(sent.header("Location")).endsWith("/login?return_to=%2Fsessions%3Forg%3Dacme");
        var form = browser.get("/login?return_to=%2Fsessions%3Forg%3Dacme");
        assertThat(Browser.hidden(form, "/login")).containsEntry("return_to", "/sessions?org=acme");
        browser.logIn(ada);
        assertThat(browser.get("/login?return_to=%2Fsessions").header("Location"))
                .endsWith("/sessions");
    }

    private static Map<String, String> with(Map<String, String> fields, String name, String value) {
        var all = new HashMap<>(fields);
        all.put(name, value);
        return all;
    }
}
