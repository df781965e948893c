package dev.latchkey.session.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.hasSize;

import dev.latchkey.access.PersonId;
import dev.latchkey.events.MembershipChanged.Role;
import dev.latchkey.events.SessionConsolidated;
import dev.latchkey.events.SessionEnded;
import dev.latchkey.events.SessionRefreshed;
import dev.latchkey.events.Topic;
import dev.latchkey.session.Browser;
import dev.latchkey.session.Cast;
import dev.latchkey.session.Cast.Person;
import dev.latchkey.session.Database;
import dev.latchkey.session.MovableClock;
import dev.latchkey.session.Topics;
import dev.latchkey.session.browser.Client;
import dev.latchkey.session.device.DeviceId;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LimitsTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @Inject
    Database database;

    @Inject
    Cast cast;

    @Inject
    MovableClock clock;

    @Inject
    SessionTransaction transaction;

    @Inject
    SessionSweep sweep;

    @BeforeEach
    void forget() {
        cast.forgetFailures();
    }

    @AfterEach
    void reset() {
        clock.reset();
    }

    @Test
    void aSessionThatIsNotUsedForAnHourIsOver() throws Throwable {
        // given
        var ada = cast.person(Role.MEMBER);
        var browser = Browser.loggedIn(ada);

        // when
        clock.forward(Duration.ofMinutes(59));
        sessions(browser).then().statusCode(200);
        clock.forward(Duration.ofMinutes(59));
        sessions(browser).then().statusCode(200);
        clock.forward(Duration.ofMinutes(61));

        // then
        sessions(browser).then().statusCode(401);
        sweepNow();
        assertThat(cast.query("select ended_because from session where person_id = ?", ada.id()))
                .containsExactly("idle");
        Awaitility.await()
                .atMost(SOON)
                .untilAsserted(() -> assertThat(ends(ada)).containsExactly("idle"));
    }

    @Test
    void aSessionThatIsUsedAllTheTimeIsOverAfterHalfADay() throws Throwable {
        // given
        var ada = cast.person(Role.VIEWER);
        var browser = Browser.loggedIn(ada);

        // when
        for (var half = 0; half < 23; half++) {
            clock.forward(Duration.ofMinutes(30));
            sessions(browser).then().statusCode(200);
        }
        clock.forward(Duration.ofMinutes(31));

        // then
        sessions(browser).then().statusCode(401);
        sweepNow();
        assertThat(cast.query("select ended_because from session where person_id = ?", ada.id()))
                .containsExactly("expired");
    }

    @Test
    void whoCanDoMoreDamageHasLessTime() {
        // given
        for (var role : List.of(Role.OWNER, Role.ADMIN)) {
            var browser = Browser.loggedIn(cast.person(role));
            clock.forward(Duration.ofMinutes(14));
            sessions(browser).then().statusCode(200);
            clock.forward(Duration.ofMinutes(16));
            sessions(browser).then().statusCode(401);
        }
        var operator = cast.person(Role.VIEWER);
        cast.change("update person set operator = true where id = ?", operator.id());
        var browser = Browser.loggedIn(operator);

        // when
        clock.forward(Duration.ofMinutes(16));

        // then
        sessions(browser).then().statusCode(401);
    }

    @Test
    void theStrictestOrgDecidesAndCanOnlyShorten() {
        // given
        var ada = cast.person(Role.MEMBER);
        var strict = cast.org();
        cast.member(ada.id(), strict, Role.VIEWER);
        cast.change("update org set session_idle_seconds = 300 where handle = ?", strict);
        cast.change("update org set session_idle_seconds = 1000000 where handle = ?", ada.org());
        var browser = Browser.loggedIn(ada);

        // when
        clock.forward(Duration.ofMinutes(6));

        // then
        sessions(browser).then().statusCode(401);
    }

    @Test
    void keepMeLoggedInNeedsTwoFactors() {
        assertThatThrownBy(() -> opening(cast.person(Role.MEMBER), Acr.LK1, true))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keepMeLoggedInEndsWhenAMemberBecomesAnAdmin() throws Throwable {
        // given
        var ada = cast.person(Role.MEMBER);
        var browser = opened(opening(ada, Acr.LK2, true));
        clock.forward(Duration.ofDays(5));
        sessions(browser).then().statusCode(200);

        // when
        cast.become(ada, Role.ADMIN);

        // then
        sessions(browser).then().statusCode(401);
        sweepNow();
        assertThat(cast.query("select ended_because from session where person_id = ?", ada.id()))
                .containsExactly("not-kept");
    }

    @Test
    void keepMeLoggedInLastsAWeekUnusedAndAMonthInAll() throws Throwable {
        // given
        var browser = opened(opening(cast.person(Role.MEMBER), Acr.LK2, true));
        var unused = opened(opening(cast.person(Role.MEMBER), Acr.LK2, true));

        // when
        for (var day = 0; day < 29; day++) {
            clock.forward(Duration.ofDays(1));
            sessions(browser).then().statusCode(200);
        }

        // then
        sessions(unused).then().statusCode(401);
        clock.forward(Duration.ofDays(1));
        sessions(browser).then().statusCode(401);
    }

    @Test
    void anAdminIsNotKeptLoggedIn() throws Throwable {
        // given
        var browser = opened(opening(cast.person(Role.ADMIN), Acr.LK2, true));

        // then
        sessions(browser).then().statusCode(401);
    }

    @Test
    void the51stSessionEndsTheIdlest() throws Throwable {
        // given
        var ada = cast.person(Role.MEMBER);
        var idlest = opened(opening(ada, Acr.LK1, false));
        clock.forward(Duration.ofSeconds(2));
        for (var i = 1; i < 50; i++) {
            opened(opening(ada, Acr.LK1, false));
        }
        sessions(idlest).then().statusCode(200).body("items.findAll { it.state == 'live' }", hasSize(50));

        // when
        var newest = opened(opening(ada, Acr.LK1, false));

        // then
        sessions(idlest).then().statusCode(401);
        sessions(newest).then().statusCode(200).body("items.findAll { it.state == 'live' }", hasSize(50));
        Awaitility.await()
                .atMost(SOON)
                .untilAsserted(() -> assertThat(ends(ada)).containsExactly("surplus"));
    }

    @Test
    void aNewLoginOnADeviceTakesThePlaceOfTheOldOne() {
        // given
        var ada = cast.person(Role.MEMBER);
        var browser = Browser.loggedIn(ada);
        var before = String.valueOf(browser.cookie(Browser.SESSION));

        // when
        browser.logIn(ada);

        // then
        sessions(browser).then().statusCode(200).body("items", hasSize(1));
        sessions(Browser.fresh().with(Browser.SESSION, before)).then().statusCode(401);
        Awaitility.await().atMost(SOON).untilAsserted(() -> {
            assertThat(ends(ada)).containsExactly("replaced");
            assertThat(Topics.read(Topic.SESSIONS))
                    .extracting(Topics.Received::event)
                    .filteredOn(SessionConsolidated.class::isInstance)
                    .map(SessionConsolidated.class::cast)
                    .filteredOn(one -> one.personId().equals(ada.id()))
                    .singleElement()
                    .satisfies(one -> assertThat(one.replaced()).isNotEqualTo(one.sessionId()));
        });
    }

    @Test
    void aLoginWithoutDeviceCookieIsANewDevice() {
        // given
        var ada = cast.person(Role.MEMBER);
        var browser = Browser.loggedIn(ada);

        // when
        Browser.loggedIn(ada);

        // then
        sessions(browser).then().body("items", hasSize(2)).body("items.findAll { it.state == 'live' }", hasSize(2));
    }

    @Test
    void twoPeopleMayShareABrowser() {
        // given
        var ada = cast.person(Role.MEMBER);
        var bob = cast.person(Role.MEMBER);
        var browser = Browser.loggedIn(ada);
        var adas = String.valueOf(browser.cookie(Browser.SESSION));

        // when
        browser.logIn(bob);

        // then
        sessions(browser).then().statusCode(200).body("items", hasSize(1));
        sessions(Browser.fresh().with(Browser.SESSION, adas))
                .then()
                .statusCode(200)
                .body("items", hasSize(1));
    }

    @Test
    void whoseRolesChangeGetsAnotherCookieAndTheOldOneIsDead() {
        // given
        var ada = cast.person(Role.VIEWER);
        var browser = Browser.loggedIn(ada);
        var before = String.valueOf(browser.cookie(Browser.SESSION));
        cast.become(ada, Role.MEMBER);

        // when
        var bounced = browser.get("/sessions");

        // then
        assertThat(bounced.statusCode()).isEqualTo(303);
        assertThat(bounced.header("Location")).endsWith("/sessions");
        assertThat(browser.cookie(Browser.SESSION)).isNotEqualTo(before);
        browser.get("/sessions").then().statusCode(200);
        sessions(Browser.fresh().with(Browser.SESSION, before)).then().statusCode(401);
        Awaitility.await()
                .atMost(SOON)
                .untilAsserted(() -> assertThat(Topics.read(Topic.SESSIONS))
                        .extracting(Topics.Received::event)
                        .filteredOn(SessionRefreshed.class::isInstance)
                        .map(SessionRefreshed.class::cast)
                        .filteredOn(one -> one.personId().equals(ada.id()))
                        .extracting(SessionRefreshed::cause)
                        .containsExactly("role-changed"));
    }

    /// The check of a password takes its time, and a change of it may come first.
    @Test
    void whoCameInByAPasswordThatIsNoMoreGetsNoSession() throws Throwable {
        // given
        var ada = cast.person(Role.MEMBER);
        var known = opening(ada, Acr.LK1, false);
        var stale = new Opening(
                known.person(),
                known.device(),
                known.acr(),
                known.amr(),
                false,
                Optional.of("$argon2id$the-one-before"),
                known.client());

        // when
        var opened = VertxContextSupport.subscribeAndAwait(() -> transaction.open(stale));

        // then
        assertThat(opened).isEmpty();
        assertThat(VertxContextSupport.subscribeAndAwait(() -> transaction.open(known)))
                .isPresent();
    }

    @Test
    void whoMayNotActAnyMoreGetsNoSession() throws Throwable {
        // given
        var ada = cast.person(Role.MEMBER);
        database.change("update person set state = 'disabled' where id = '" + ada.id() + "'");

        // when
        var opened = VertxContextSupport.subscribeAndAwait(() -> transaction.open(opening(ada, Acr.LK1, false)));

        // then
        assertThat(opened).isEmpty();
    }

    private Opening opening(Person person, Acr acr, boolean kept) {
        return new Opening(
                PersonId.parsePublic(person.id()).orElseThrow(),
                DeviceId.random(new Random()),
                acr,
                List.of("pwd"),
                kept,
                Optional.empty(),
                new Client(Optional.empty(), Optional.empty()));
    }

    private Browser opened(Opening opening) throws Throwable {
        var opened = VertxContextSupport.subscribeAndAwait(() -> transaction.open(opening))
                .orElseThrow();
        return Browser.fresh().with(Browser.SESSION, opened.cookie().reveal());
    }

    private void sweepNow() throws Throwable {
        VertxContextSupport.subscribeAndAwait(() -> sweep.sweep());
    }

    private static Response sessions(Browser browser) {
        return browser.request().get("/v1/sessions");
    }

    private static List<String> ends(Person person) {
        return Topics.read(Topic.SESSIONS).stream()
                .map(Topics.Received::event)
                .filter(SessionEnded.class::isInstance)
                .map(SessionEnded.class::cast)
                .filter(ended -> ended.personId().equals(person.id()))
                .map(SessionEnded::reason)
                .toList();
    }
}
