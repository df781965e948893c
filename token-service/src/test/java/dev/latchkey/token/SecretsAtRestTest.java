package dev.latchkey.token;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.http.ContentType;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

@ServiceTest
class SecretsAtRestTest {
    private final Stack stack = Stack.create();

    @Test
    void noColumnOfTheDatabaseHoldsAToken() throws Exception {
        // given
        var owner = stack.owner();
        var token = stack.minted(owner, "name", "at-rest", "resource", "apps/web");
        Stack.get(token.text(), "/v1/whoami").then().statusCode(200);
        var repeatable = given().header("Authorization", "Bearer " + owner)
                .header("Idempotency-Key", "at-rest")
                .contentType(ContentType.JSON)
                .body(Stack.with("org", stack.org(), "name", "again", "access", "read"))
                .post("/v1/tokens")
                .<String>path("token");
        Stack.post(owner, "/v1/leaks", Stack.with("tokens", List.of(token.text()), "where", "https://example.org/"))
                .then()
                .statusCode(202);

        // when
        var cells = Database.dump();

        // then: the dump is one of the right database
        assertThat(cells).contains(new Database.Cell("public.token", "name", "at-rest"));
        assertThat(cells).contains(new Database.Cell("public.token", "hint", token.hint()));
        assertThat(cells)
                .anyMatch(cell -> cell.table().equals("public.root_key")
                        && cell.column().equals("wrapped")
                        && cell.text().startsWith("\\x"));
        for (var text : List.of(token.text(), repeatable, owner)) {
            var places = cells.stream()
                    .filter(cell -> forms(text).stream().anyMatch(cell.text()::contains))
                    .map(cell -> cell.table() + "." + cell.column())
                    .toList();
            assertThat(places).isEmpty();
        }
    }

    /// Ways the token or what makes it genuine could be written.
    private static List<String> forms(String token) {
        var signature = Peer.signature(token);
        var hex = HexFormat.of();
        return List.of(
                token,
                Peer.body(token),
                Base64.getEncoder().encodeToString(Peer.bytes(token)),
                Base64.getUrlEncoder().withoutPadding().encodeToString(signature),
                Base64.getEncoder().encodeToString(signature),
                hex.formatHex(signature),
                hex.formatHex(Peer.body(token).getBytes(UTF_8)));
    }
}
