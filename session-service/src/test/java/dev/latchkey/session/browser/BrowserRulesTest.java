package dev.latchkey.session.browser;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;

import dev.latchkey.events.MembershipChanged.Role;
import dev.latchkey.session.Browser;
import dev.latchkey.session.Cast;
import dev.latchkey.session.Cast.Person;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class BrowserRulesTest {
    @Inject
    Cast cast;

    private Person ada = new Person("", "", "", "");
    private Browser browser = Browser.fresh();

    @BeforeEach
    void logIn() {
        cast.forgetFailures();
        ada = cast.person(Role.MEMBER);
        browser = Browser.loggedIn(ada);
    }

    @Test
    void aFormWithoutItsTokenDoesNothing() {
        // given
        var other = Browser.loggedIn(ada);
        var theirs = Browser.token(other.get("/logout"), "/logout");
        var ofOtherForm = Browser.token(browser.get("/sessions"), "/sessions/end-others");

        // then
        browser.send("/logout", Map.of()).then().statusCode(403);
        browser.send("/logout", Map.of("csrf", "")).then().statusCode(403);
        browser.send("/logout", Map.of("csrf", theirs)).then().statusCode(403);
        browser.send("/logout", Map.of("csrf", ofOtherForm)).then().statusCode(403);
        browser.request().get("/v1/sessions").then().statusCode(200);
    }

    /// Only who calls an API has a credential there; a login's form always wants its token.
    @Test
    void aFormWithACredentialNeedsItsTokenAllTheSame() {
        for (var path : List.of("/login", "/login/password", "/logout")) {
            browser.request()
                    .header("Authorization", "Bearer x")
                    .contentType("application/x-www-form-urlencoded")
                    .formParam("email", "a")
                    .post(path)
                    .then()
                    .statusCode(403);
        }
        browser.request().get("/v1/sessions").then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site", "none", "SAME-ORIGIN"})
    void aRequestFromElsewhereDoesNothing(String site) {
        // given
        var csrf = Browser.token(browser.get("/logout"), "/logout");

        // when
        var answer = browser.request()
                .header("Sec-Fetch-Site", site)
                .contentType("application/x-www-form-urlencoded")
                .formParam("csrf", csrf)
                .post("/logout");

        // then
        answer.then().statusCode(403);
        browser.request().get("/v1/sessions").then().statusCode(200);
    }

    @ParameterizedTest
    @CsvSource({
        "https://evil.example, 403",
        "http://localhost:8081, 403",
        "http://sibling.localhost:8080, 403",
        "http://localhost:8080, 200",
        "null, 200"
    })
    void withoutFetchMetadataTheOriginCounts(String origin, int status) {
        // given
        var csrf = Browser.token(browser.get("/logout"), "/logout");

        // then
        browser.request()
                .header("Origin", origin)
                .contentType("application/x-www-form-urlencoded")
                .formParam("csrf", csrf)
                .post("/logout")
                .then()
                .statusCode(status);
    }

    @Test
    void theLoginFormIsTiedToTheDevice() {
        // given
        var mine = Browser.fresh();
        var theirs = Browser.fresh();
        var form = new HashMap<>(Browser.hidden(theirs.get("/login"), "/login"));
        mine.get("/login");
        form.put("email", ada.email());
        form.put("password", ada.password());

        // then
        mine.send("/login", form).then().statusCode(403);
        assertThat(mine.cookie(Browser.SESSION)).isNull();
        theirs.send("/login", form).then().statusCode(303);
    }

    @Test
    void aJsonRequestNeedsTheTokenInAHeader() {
        // given
        var path =
                "/v1/sessions/devices/" + browser.request().get("/v1/sessions").<String>path("items[0].id");

        // then
        browser.request()
                .contentType("application/json")
                .body(Map.of("label", "Desk"))
                .patch(path)
                .then()
                .statusCode(403)
                .body("type", endsWith("/problems/csrf"));
        Browser.loggedIn(ada)
                .api()
                .cookie(Browser.SESSION, String.valueOf(browser.cookie(Browser.SESSION)))
                .body(Map.of("label", "Desk"))
                .patch(path)
                .then()
                .statusCode(403);
        browser.api().body(Map.of("label", "Desk")).patch(path).then().statusCode(200);
    }

    @Test
    void aForgedDeviceCookieMakesANewDevice() {
        // given
        var real = String.valueOf(browser.cookie(Browser.DEVICE));
        var parts = real.split("\\.", -1);
        var swapped = "dev_000000000000." + parts[1] + "." + parts[2];
        var bob = cast.person(Role.MEMBER);

        for (var forged : new String[] {swapped, parts[0], real + "A", parts[0] + ".2." + parts[2], ""}) {
            // when
            var thief = Browser.fresh().with(Browser.DEVICE, forged);
            thief.logIn(bob);

            // then
            assertThat(thief.cookie(Browser.DEVICE)).isNotEqualTo(forged).isNotEqualTo(real);
            thief.request().get("/v1/sessions").then().statusCode(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/login",
                "/sessions",
                "/v1/sessions",
                "/assets/latchkey.css",
                "/assets/icon.svg",
                "/nowhere",
                "/v1/nowhere/at/all",
                "/logout",
                "/step-up?for=x"
            })
    void everyAnswerHasEveryHeader(String path) {
        assertHeaders(browser.get(path), path);
        assertHeaders(Browser.fresh().get(path), path);
        assertHeaders(browser.send(path, Map.of()), path);
    }

    private static void assertHeaders(Response answer, String path) {
        assertThat(answer.header("Content-Security-Policy"))
                .isEqualTo("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self';"
                        + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Cache-Control"))
                .isEqualTo(path.startsWith("/assets/") ? "public, max-age=300" : "no-store");
        assertThat(answer.header("Referrer-Policy")).isEqualTo(path.equals("/login") ? "no-referrer" : "same-origin");
        assertThat(answer.header("Permissions-Policy")).contains("publickey-credentials-get=(self)", "camera=()");
        assertThat(answer.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
        assertThat(answer.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
        assertThat(answer.headers().getValues("Cache-Control")).hasSize(1);
    }

    @Test
    void noPageHoldsInlineScriptOrStyle() {
        for (var path : new String[] {"/login", "/sessions", "/logout", "/step-up?for=x"}) {
            assertThat(browser.get(path).asString())
                    .doesNotContain("<script", "<style", " style=", " onclick=", "javascript:");
        }
    }

    @Test
    void aLabelWithMarkupIsShownAsText() {
        // given
        var device = browser.request().get("/v1/sessions").<String>path("items[0].id");

        // when
        browser.api()
                .body(Map.of("label", "<script>alert(1)</script>\" x=\""))
                .patch("/v1/sessions/devices/" + device)
                .then()
                .statusCode(200);

        // then
        assertThat(browser.get("/sessions").asString())
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot; x=&quot;")
                .doesNotContain("<script>");
    }

    @Test
    void cookiesOfALoopbackAddressHaveNoPrefixAndAreNoOneElses() {
        // when
        var answer = Browser.fresh().logIn(ada);

        // then
        assertThat(answer.headers().getValues("Set-Cookie"))
                .hasSize(2)
                .allSatisfy(cookie -> assertThat(cookie)
                        .startsWith("lk-")
                        .contains("; Path=/", "; HttpOnly", "; SameSite=Lax")
                        .doesNotContain("Secure", "Domain"));
    }

    @Test
    void twoCookiesOfOneNameAreNone() {
        // given
        var real = browser.cookie(Browser.SESSION);

        // then
        given().header("Cookie", "lk-session=" + real)
                .get("/v1/sessions")
                .then()
                .statusCode(200);
        given().header("Cookie", "lk-session=" + real + "; lk-session=x")
                .get("/v1/sessions")
                .then()
                .statusCode(401);
        given().header("Cookie", "__Host-lk-session=" + real)
                .get("/v1/sessions")
                .then()
                .statusCode(401);
    }
}
