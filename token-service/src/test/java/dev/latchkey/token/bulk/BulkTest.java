package dev.latchkey.token.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.latchkey.events.MembershipChanged.Role;
import dev.latchkey.token.ServiceTest;
import dev.latchkey.token.Stack;
import io.restassured.response.Response;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@ServiceTest
class BulkTest {
    private static final String NOBODYS = "tok_" + "0".repeat(26);

    private final Stack stack = Stack.create();
    private String owner = "";
    private String verifier = "";

    @BeforeEach
    void mintOwner() {
        owner = stack.owner();
        verifier = stack.verifier();
    }

    @Test
    void unlessToldOtherwiseNothingIsDoneAndEachRowSaysWhatWouldBe() {
        // given
        var first = stack.minted(owner, "name", "first");
        var gone = stack.minted(owner, "name", "gone");
        Stack.post(owner, "/v1/tokens/" + gone.id() + "/revoke", Map.of())
                .then()
                .statusCode(200);

        // when
        var answer = bulk(owner, "action", "revoke", "ids", List.of(first.id(), gone.id(), NOBODYS));

        // then
        answer.then()
                .statusCode(200)
                .body("dry_run", equalTo(true))
                .body("changed", equalTo(1))
                .body("last_revision", nullValue());
        assertThat(rows(answer))
                .extracting(row -> row.get("name"), row -> row.get("state"), row -> row.get("outcome"))
                .containsExactly(
                        tuple("first", "active", "done"),
                        tuple("gone", "revoked", "illegal-transition"),
                        tuple(null, null, "not-found"));
        stack.verify(verifier, first.text()).then().body("allowed", equalTo(true));
    }

    @Test
    void eachIsChangedWholeWithWhatWasMintedThroughIt() {
        // given
        var parent = stack.minted(owner, "access", "write");
        var child = stack.minted(parent.text());
        var other = stack.minted(owner);
        var spared = stack.minted(owner);

        // when
        var answer = bulk(
                owner,
                "action",
                "suspend",
                "dry_run",
                false,
                "ids",
                List.of(parent.id(), child.id(), other.id(), other.id()));

        // then
        answer.then().statusCode(200).body("dry_run", equalTo(false)).body("changed", equalTo(3));
        assertThat(rows(answer))
                .extracting(
                        row -> row.get("id"),
                        row -> row.get("state"),
                        row -> row.get("outcome"),
                        row -> row.get("also"))
                .containsExactly(
                        tuple(parent.id(), "suspended", "done", List.of(child.id())),
                        tuple(child.id(), "suspended", "done", List.of()),
                        tuple(other.id(), "suspended", "done", List.of()));
        assertThat(answer.<Number>path("last_revision").longValue())
                .isGreaterThan(answer.<Number>path("first_revision").longValue());
        for (var token : List.of(parent, child, other)) {
            stack.verify(verifier, token.text()).then().body("reason", equalTo("suspended"));
        }
        stack.verify(verifier, spared.text()).then().body("allowed", equalTo(true));
    }

    @Test
    void aFilterMatchesWhatTheListShowsAndNeverThePresentedToken() {
        // given
        var presenter = stack.minted(owner, "name", "nightly presenter", "access", "write");
        var nightly = stack.minted(owner, "name", "nightly build");
        var daily = stack.minted(owner, "name", "daily build");

        // when
        var answer = bulk(
                presenter.text(),
                "action",
                "revoke",
                "dry_run",
                false,
                "filter",
                Map.of("q", "nightly", "state", "active"));

        // then
        answer.then().statusCode(200);
        assertThat(rows(answer)).extracting(row -> row.get("id")).containsExactly(nightly.id());
        stack.verify(verifier, nightly.text()).then().body("reason", equalTo("revoked"));
        stack.verify(verifier, daily.text()).then().body("allowed", equalTo(true));
        stack.verify(verifier, presenter.text()).then().body("allowed", equalTo(true));
    }

    @Test
    void aMemberEndsOnlyTheOwn() {
        // given
        var member = stack.tokenOf(stack.person(Role.MEMBER), "write");
        var own = stack.minted(member);
        var anothers = stack.minted(owner);

        // when
        var answer = bulk(member, "action", "revoke", "dry_run", false, "ids", List.of(anothers.id(), own.id()));

        // then
        assertThat(rows(answer)).extracting(row -> row.get("outcome")).containsExactly("not-allowed", "done");
        stack.verify(verifier, anothers.text()).then().body("allowed", equalTo(true));
        stack.verify(verifier, own.text()).then().body("reason", equalTo("revoked"));
    }

    @Test
    void eachBadFieldIsNamed() {
        var one = List.of(NOBODYS);
        refused(bulk(owner, "action", "resume", "ids", one), "action");
        refused(bulk(owner, "ids", one), "action");
        refused(bulk(owner, "action", "revoke"), "body");
        refused(bulk(owner, "action", "revoke", "ids", one, "filter", Map.of("q", "a")), "body");
        refused(bulk(owner, "action", "revoke", "ids", List.of()), "ids");
        refused(bulk(owner, "action", "revoke", "ids", Collections.nCopies(501, NOBODYS)), "ids");
        refused(bulk(owner, "action", "revoke", "ids", List.of(NOBODYS, "tok_x")), "ids[1]");
        refused(bulk(owner, "action", "revoke", "filter", Map.of()), "filter");
        refused(bulk(owner, "action", "revoke", "filter", Map.of("state", "odd")), "filter.state");
        refused(bulk(owner, "action", "revoke", "filter", Map.of("kind", "session")), "filter.kind");
        refused(bulk(owner, "action", "revoke", "filter", Map.of("q", " ")), "filter.q");
        refused(bulk(owner, "action", "revoke", "filter", Map.of("person", "ada")), "filter.person");
    }

    private static void refused(Response answer, String field) {
        answer.then()
                .statusCode(400)
                .body("type", endsWith("/problems/invalid-request"))
                .body("field", equalTo(field));
    }

    private static List<Map<String, Object>> rows(Response answer) {
        return answer.path("items");
    }

    private static Response bulk(String token, Object... members) {
        return Stack.post(token, "/v1/tokens/bulk", Stack.with(members));
    }
}
