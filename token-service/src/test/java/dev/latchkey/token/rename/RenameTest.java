package dev.latchkey.token.rename;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import dev.latchkey.events.MembershipChanged.Role;
import dev.latchkey.events.TokenRenamed;
import dev.latchkey.events.Topic;
import dev.latchkey.token.ServiceTest;
import dev.latchkey.token.Stack;
import dev.latchkey.token.Topics;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@ServiceTest
class RenameTest {
    private final Stack stack = Stack.create();
    private String owner = "";

    @BeforeEach
    void mintOwner() {
        owner = stack.owner();
    }

    @Test
    void aTokenIsRenamedUnderTheTagItWasReadWith() {
        // given
        var token = stack.minted(owner, "name", "old");
        var tag = Stack.get(owner, "/v1/tokens/" + token.id()).header("ETag");

        // when
        var answer = rename(owner, token.id(), tag, " new ");

        // then
        answer.then().statusCode(200).body("name", equalTo("new")).body("state", equalTo("active"));
        assertThat(answer.header("ETag")).isNotEqualTo(tag);
        Stack.get(owner, "/v1/tokens/" + token.id())
                .then()
                .body("name", equalTo("new"))
                .header("ETag", answer.header("ETag"));
        Awaitility.await()
                .untilAsserted(() -> assertThat(Topics.read(Topic.TOKENS, TokenRenamed.class, token.id()))
                        .extracting(TokenRenamed::before, TokenRenamed::after, TokenRenamed::version)
                        .containsExactly(tuple("old", "new", 2L)));
    }

    @Test
    void anotherChangeIsNotOverwritten() {
        // given
        var token = stack.minted(owner);
        var tag = Stack.get(owner, "/v1/tokens/" + token.id()).header("ETag");
        rename(owner, token.id(), tag, "first").then().statusCode(200);

        // then
        rename(owner, token.id(), tag, "second")
                .then()
                .statusCode(412)
                .body("type", endsWith("/problems/precondition-failed"));
        rename(owner, token.id(), null, "second")
                .then()
                .statusCode(428)
                .body("type", endsWith("/problems/precondition-required"));
        rename(owner, token.id(), "W/" + tag, "second").then().statusCode(400).body("field", equalTo("If-Match"));
        Stack.get(owner, "/v1/tokens/" + token.id()).then().body("name", equalTo("first"));
    }

    @Test
    void aNameThatWillNotDoAndARoleThatMayNot() {
        // given
        var token = stack.minted(owner);
        var tag = Stack.get(owner, "/v1/tokens/" + token.id()).header("ETag");
        var member = stack.tokenOf(stack.person(Role.MEMBER), "write");

        // then
        rename(owner, token.id(), tag, "").then().statusCode(400).body("field", equalTo("name"));
        rename(owner, token.id(), tag, null).then().statusCode(400).body("field", equalTo("name"));
        rename(owner, token.id(), tag, "a\u202eb").then().statusCode(400).body("field", equalTo("name"));
        rename(member, token.id(), tag, "mine").then().statusCode(403).body("type", endsWith("/problems/role-too-low"));
        rename(owner, "tok_" + "0".repeat(26), tag, "new").then().statusCode(404);
    }

    private static Response rename(String token, String id, @Nullable String tag, @Nullable String name) {
        var request = given().header("Authorization", "Bearer " + token)
                .contentType(ContentType.JSON)
                .body(Stack.with("name", name));
        return (tag == null ? request : request.header("If-Match", tag)).patch("/v1/tokens/" + id);
    }
}
