package dev.latchkey.session;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A browser: keeps cookies, fills forms, and says where its requests come from.
public final class Browser {
    public static final String SESSION = "lk-session";
    public static final String DEVICE = "lk-device";
    private static final String FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
    private static final RestAssuredConfig UTF8 = RestAssuredConfig.config()
            .encoderConfig(EncoderConfig.encoderConfig().defaultContentCharset(StandardCharsets.UTF_8));

    private final Map<String, String> cookies = new HashMap<>();
    private String agent = FIREFOX;

    public static Browser fresh() {
        return new Browser();
    }

    public static Browser loggedIn(Cast.Person person) {
        var browser = new Browser();
        assertThat(browser.logIn(person).statusCode()).isEqualTo(303);
        return browser;
    }

    public Browser calledItself(String userAgent) {
        agent = userAgent;
        return this;
    }

    public @Nullable String cookie(String name) {
        return cookies.get(name);
    }

    public Browser with(String name, String value) {
        cookies.put(name, value);
        return this;
    }

    public Browser without(String name) {
        cookies.remove(name);
        return this;
    }

    public RequestSpecification request() {
        return given().config(UTF8)
                .cookies(cookies)
                .header("User-Agent", agent)
                .redirects()
                .follow(false);
    }

    public Response get(String path) {
        return kept(request()
                .header("Accept", "text/html")
                .urlEncodingEnabled(false)
                .get(path));
    }

    public Response logIn(Cast.Person person) {
        return logIn(person.email(), person.password());
    }

    public Response logIn(String email, String password) {
        return logIn(email, password, "/sessions");
    }

    public Response logIn(String email, String password, String returnTo) {
        cookies.remove(SESSION);
        return send(
                "/login",
                Map.of(
                        "email", email,
                        "password", password,
                        "return_to", returnTo,
                        "csrf", token(get("/login"), "/login")));
    }

    /// Sends a form as a page of ours would.
    public Response send(String path, Map<String, String> form) {
        return kept(request()
                .header("Sec-Fetch-Site", "same-origin")
                .contentType(ContentType.URLENC)
                .formParams(form)
                .post(path));
    }

    /// Fills the form of a page that goes to this path.
    public Response submit(Response page, String path, Map<String, String> filled) {
        var form = new HashMap<>(hidden(page, path));
        form.putAll(filled);
        return send(path, form);
    }

    /// A request of the REST interface, with the header that the page would add.
    public RequestSpecification api() {
        String csrf = request().get("/v1/sessions").path("csrf");
        return request()
                .header("Sec-Fetch-Site", "same-origin")
                .header("csrf", csrf)
                .contentType(ContentType.JSON);
    }

    public Response kept(Response answer) {
        cookies.putAll(answer.cookies());
        cookies.values().removeIf(String::isEmpty);
        return answer;
    }

    public static String token(Response page, String path) {
        return hidden(page, path).getOrDefault("csrf", "");
    }

    /// The hidden fields of the form that goes to this path.
    public static Map<String, String> hidden(Response page, String path) {
        var form = Pattern.compile(
                        "<form method=\"post\" action=\"" + Pattern.quote(path) + "\"[^>]*>(.*?)</form>",
                        Pattern.DOTALL)
                .matcher(page.asString());
        var fields = new HashMap<String, String>();
        if (form.find()) {
            var field = Pattern.compile("<input type=\"hidden\" name=\"([a-z_]+)\" value=\"([^\"]*)\"")
                    .matcher(form.group(1));
            while (field.find()) {
                fields.put(field.group(1), field.group(2));
            }
        }
        return fields;
    }
}
