package dev.latchkey.token.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import dev.latchkey.token.Database;
import dev.latchkey.token.ServiceTest;
import dev.latchkey.token.Stack;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@ServiceTest
class ListTest {
    private final Stack stack = Stack.create();
    private String owner = "";

    /// RestAssured learns the port of the service only after the test was constructed.
    @BeforeEach
    void mintOwner() {
        owner = stack.owner();
    }

    @Test
    void pagesAreNewestFirstWithoutGapOrDouble() {
        // given
        var newestFirst = new ArrayList<String>();
        for (var i = 0; i < 7; i++) {
            newestFirst.addFirst(stack.minted(owner, "name", "page-" + i).id());
        }

        // when
        var found = new ArrayList<String>();
        var sizes = new ArrayList<Integer>();
        var page = list("q", "page-", "limit", "3");
        while (true) {
            List<String> ids = page.path("items.id");
            found.addAll(ids);
            sizes.add(ids.size());
            String next = page.path("next");
            if (next == null) {
                break;
            }
            page = list("q", "page-", "limit", "3", "cursor", next);
        }

        // then
        assertThat(found).isEqualTo(newestFirst);
        assertThat(sizes).containsExactly(3, 3, 1);
    }

    @Test
    void aTokenMintedBetweenPagesMovesNothing() {
        // given
        var first = stack.minted(owner, "name", "still-1").id();
        var second = stack.minted(owner, "name", "still-2").id();
        var page = list("q", "still-", "limit", "1");

        // when
        stack.minted(owner, "name", "still-3");

        // then
        assertThat(page.<List<String>>path("items.id")).containsExactly(second);
        var next = list("q", "still-", "limit", "1", "cursor", page.<String>path("next"));
        assertThat(next.<List<String>>path("items.id")).containsExactly(first);
    }

    @Test
    void filtersAreCombined() {
        // given
        var web = stack.minted(owner, "name", "Web 50%");
        var api = stack.minted(owner, "name", "api", "kind", "deploy", "resource", "apps/api");
        var ended = stack.minted(owner, "name", "web old");
        Stack.post(owner, "/v1/tokens/" + ended.id() + "/revoke", Map.of())
                .then()
                .statusCode(200);

        // then
        assertThat(ids("kind", "deploy")).containsExactly(api.id());
        assertThat(ids("kind", "personal")).doesNotContain(api.id()).contains(web.id(), ended.id());
        assertThat(ids("state", "revoked")).containsExactly(ended.id());
        assertThat(ids("state", "active")).doesNotContain(ended.id()).contains(web.id(), api.id());
        assertThat(ids("state", "expired")).isEmpty();
        assertThat(ids("q", "WEB")).containsExactly(ended.id(), web.id());
        assertThat(ids("q", "%")).containsExactly(web.id());
        assertThat(ids("q", "_")).isEmpty();
        assertThat(ids("q", web.hint())).containsExactly(web.id());
        assertThat(ids("q", web.hint().toUpperCase(Locale.ROOT))).containsExactly(web.id());
        assertThat(ids("q", "web", "state", "active")).containsExactly(web.id());
        assertThat(ids("q", "web", "kind", "deploy")).isEmpty();
    }

    @Test
    void aTokenPastItsEndIsListedAsExpired() throws SQLException {
        // given
        var live = stack.minted(owner, "name", "live");
        var past = stack.minted(owner, "name", "past");
        var both = stack.minted(owner, "name", "past and ended");
        Stack.post(owner, "/v1/tokens/" + both.id() + "/revoke", Map.of())
                .then()
                .statusCode(200);

        // when
        Database.execute("update token set created_at = now() - interval '2 days',"
                + " expires_at = now() - interval '1 second', over_at = now() - interval '1 second' where name like 'past%' and org = '"
                + stack.org() + "'");

        // then
        assertThat(ids("state", "expired")).containsExactly(past.id());
        assertThat(list("state", "expired").<List<String>>path("items.state")).containsExactly("expired");
        assertThat(ids("state", "active")).contains(live.id()).doesNotContain(past.id(), both.id());
        assertThat(ids("state", "revoked")).containsExactly(both.id());
        Stack.get(owner, "/v1/tokens/" + past.id()).then().body("state", equalTo("expired"));
    }

    @Test
    void aCursorOpensUnderItsOwnFilterOnly() {
        // given
        stack.minted(owner);
        stack.minted(owner);
        var cursor = list("state", "active", "limit", "1").<String>path("next");

        // then
        list("state", "active", "limit", "2", "cursor", cursor).then().statusCode(200);
        refused(list("state", "revoked", "limit", "1", "cursor", cursor), "cursor");
        refused(list("limit", "1", "cursor", cursor), "cursor");
        refused(list("state", "active", "cursor", "AAAA"), "cursor");
    }

    @Test
    void eachBadParameterIsNamed() {
        for (var limit : List.of("0", "201", "x", "-1", "+5", "")) {
            refused(list("limit", limit), "limit");
        }
        refused(list("cursor", ""), "cursor");
        refused(list("sate", "revoked"), "sate");
        refused(Stack.get(owner, "/v1/tokens?org=" + stack.org() + "&limit=1&limit=2"), "limit");
        refused(list("state", "asleep"), "state");
        refused(list("kind", "session"), "kind");
        refused(list("q", "x".repeat(101)), "q");
        refused(Stack.get(owner, "/v1/tokens"), "org");
        list("limit", "1").then().statusCode(200);
        list("limit", "200").then().statusCode(200);
    }

    @Test
    void anotherOrgsTokensAreNotListed() {
        // given
        var other = Stack.create();
        var foreign = other.owner();

        // when
        var answer = Stack.get(foreign, "/v1/tokens?org=" + stack.org());

        // then
        answer.then().statusCode(403).body("type", endsWith("/problems/wrong-org"));
        List<String> orgs = Stack.get(foreign, "/v1/tokens?org=" + other.org()).path("items.org");
        assertThat(orgs).isNotEmpty().containsOnly(other.org());
    }

    @Test
    void aTokenForElsewhereDoesNotList() {
        // given
        var web = stack.minted(owner, "resource", "apps/web");

        // when
        var answer = Stack.get(web.text(), "/v1/tokens?org=" + stack.org());

        // then
        answer.then().statusCode(403).body("type", endsWith("/problems/resource-denied"));
    }

    @Test
    void withoutAuditServiceTheListSaysThatUseIsUnknown() {
        // given
        var token = stack.minted(owner, "name", "shown", "resource", "apps/web");

        // when
        var answer = list("q", "shown");

        // then
        answer.then()
                .statusCode(200)
                .body("items.size()", equalTo(1))
                .body("items[0].id", equalTo(token.id()))
                .body("items[0].name", equalTo("shown"))
                .body("items[0].resource", equalTo("apps/web"))
                .body("items[0].state", equalTo("active"))
                .body("items[0].last_used_unavailable", equalTo(true));
        assertThat(answer.asString()).contains("\"next\":null").doesNotContain(token.text());
        assertThat(answer.<Map<String, Object>>path("items[0]")).doesNotContainKeys("token", "last_used");
    }

    @Test
    void anUnknownTokenAndAnotherOrgsReadTheSame() {
        // given
        var token = stack.minted(owner);
        var other = Stack.create();
        var foreign = other.minted(other.owner());

        // when
        var own = Stack.get(owner, "/v1/tokens/" + token.id());
        var unknown = Stack.get(owner, "/v1/tokens/tok_" + "0".repeat(26));
        var notYours = Stack.get(owner, "/v1/tokens/" + foreign.id());
        var noId = Stack.get(owner, "/v1/tokens/ci");

        // then
        own.then().statusCode(200).body("id", equalTo(token.id())).body("hint", equalTo(token.hint()));
        unknown.then().statusCode(404).body("type", endsWith("/problems/not-found"));
        assertThat(notYours.statusCode()).isEqualTo(404);
        assertThat(notYours.asString()).isEqualTo(unknown.asString());
        assertThat(noId.asString()).isEqualTo(unknown.asString());
    }

    private List<String> ids(String... parameters) {
        var answer = list(parameters);
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.path("items.id");
    }

    private Response list(String... parameters) {
        var request =
                RestAssured.given().header("Authorization", "Bearer " + owner).queryParam("org", stack.org());
        for (var i = 0; i < parameters.length; i += 2) {
            request = request.queryParam(parameters[i], parameters[i + 1]);
        }
        return request.get("/v1/tokens");
    }

    private static void refused(Response answer, String field) {
        answer.then().statusCode(400).body("field", equalTo(field));
    }
}
