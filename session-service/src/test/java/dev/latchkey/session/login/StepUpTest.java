package dev.latchkey.session.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.events.MembershipChanged.Role;
import dev.latchkey.session.Browser;
import dev.latchkey.session.Cast;
import dev.latchkey.session.Cast.Person;
import dev.latchkey.session.MovableClock;
import dev.latchkey.session.live.CookieValue;
import dev.latchkey.session.live.LiveSession;
import dev.latchkey.session.live.Sessions;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class StepUpTest {
    private static final StepUp.Act ACT = new StepUp.Act("make <Bob> an owner", "/sessions?x=1", "digest");

    @Inject
    Cast cast;

    @Inject
    MovableClock clock;

    @Inject
    StepUp stepUp;

    @Inject
    Sessions sessions;

    private Person ada = new Person("", "", "", "");
    private Browser browser = Browser.fresh();

    @BeforeEach
    void logIn() {
        cast.forgetFailures();
        ada = cast.person(Role.MEMBER);
        browser = Browser.loggedIn(ada);
    }

    @AfterEach
    void reset() {
        clock.reset();
    }

    @Test
    void anActWithinTenMinutesOfTheLastProofNeedsNoOther() throws Throwable {
        // given
        clock.forward(Duration.ofMinutes(9));

        // then
        assertThat(stepUp.need(session(browser), ACT)).isEmpty();
        clock.forward(Duration.ofMinutes(2));
        assertThat(stepUp.need(session(browser), ACT)).isPresent();
        assertThat(stepUp.problem(session(browser), ACT))
                .hasValueSatisfying(problem -> assertThat(problem.slug()).isEqualTo("step-up-required"));
    }

    @Test
    void thePageNamesTheActAndProvingRenewsTheCookie() throws Throwable {
        // given
        var url = needed();
        var before = String.valueOf(browser.cookie(Browser.SESSION));
        var page = browser.get(url);
        assertThat(page.asString()).contains("make &lt;Bob&gt; an owner");

        // when
        var refused = browser.submit(page, "/step-up", Map.of("password", "not the password of ada"));
        var done = browser.submit(page, "/step-up", Map.of("password", ada.password()));

        // then
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(done.statusCode()).isEqualTo(303);
        assertThat(done.header("Location")).endsWith("/sessions?x=1");
        assertThat(stepUp.need(session(browser), ACT)).isEmpty();
        Browser.fresh()
                .with(Browser.SESSION, before)
                .request()
                .get("/v1/sessions")
                .then()
                .statusCode(401);
    }

    @Test
    void aSealedActIsOfOneSessionTenMinutesAndOnce() throws Throwable {
        // given
        var url = needed();
        var other = Browser.loggedIn(ada);
        var page = browser.get(url);

        // then
        other.get(url).then().statusCode(422);
        browser.submit(page, "/step-up", Map.of("password", ada.password()))
                .then()
                .statusCode(303);
        var again = Browser.hidden(page, "/step-up").getOrDefault("for", "");
        var fresh = browser.get(url);
        browser.submit(fresh, "/step-up", Map.of("password", ada.password(), "for", again))
                .then()
                .statusCode(422);
        clock.forward(Duration.ofMinutes(10));
        browser.get(url).then().statusCode(422);
    }

    private String needed() throws Throwable {
        clock.forward(Duration.ofMinutes(11));
        return stepUp.need(session(browser), ACT).orElseThrow();
    }

    private LiveSession session(Browser whose) throws Throwable {
        var cookie = CookieValue.of(String.valueOf(whose.cookie(Browser.SESSION)));
        return VertxContextSupport.subscribeAndAwait(() -> sessions.find(cookie))
                .orElseThrow();
    }
}
