package dev.latchkey.token.leak;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import dev.latchkey.token.Peer;
import dev.latchkey.token.ServiceTest;
import dev.latchkey.token.Stack;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The webhook as GitHub calls it, under a key of our own.
@ServiceTest
class LeakGithubTest {
    private static final String KEY_ID = "f9525bf080f75b3506ca1ead061add62b8633a346606dc5fe544e29231c6ee0d";
    private static final KeyPair PAIR = pair();

    private final Stack stack = Stack.create();
    private String owner = "";
    private String verifier = "";

    @BeforeAll
    static void publishTheKey() throws Exception {
        var pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(PAIR.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
        var document = "{\"public_keys\":[{\"key_identifier\":\"" + KEY_ID + "\",\"key\":\"" + pem.replace("\n", "\\n")
                + "\",\"is_current\":true}]}";
        var file = Path.of("target", "github-keys.json");
        Files.createDirectories(file.getParent());
        Files.writeString(file, document);
    }

    @BeforeEach
    void mintOwner() {
        owner = stack.owner();
        verifier = stack.verifier();
    }

    @Test
    void signedMatchesEndTokensAndAreLabelled() throws Exception {
        // given
        var token = stack.minted(owner);
        var ended = stack.minted(owner);
        Stack.post(owner, "/v1/tokens/" + ended.id() + "/revoke", Map.of())
                .then()
                .statusCode(200);
        var forged = Peer.forged(stack.minted(owner).text());
        var place = "https://github.com/octocat/Hello-World/blob/12345600b9/foo/bar.txt";
        var body =
                "[" + match(forged, "") + ", " + match(token.text(), place) + ",\n" + match(ended.text(), place) + "]";

        // when
        var answer = post(body, KEY_ID, sign(body));

        // then
        answer.then()
                .statusCode(200)
                .body("label", equalTo(List.of("false_positive", "true_positive", "true_positive")))
                .body("token_type", equalTo(List.of("latchkey_token", "latchkey_token", "latchkey_token")))
                .body("token_hash", equalTo(List.of(hash(forged), hash(token.text()), hash(ended.text()))));
        assertThat(answer.asString()).doesNotContain(token.text());
        Awaitility.await()
                .atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> stack.verify(verifier, token.text()).then().body("reason", equalTo("revoked")));
        Stack.get(owner, "/v1/tokens/" + token.id() + "/leaks")
                .then()
                .body("items.reporter", equalTo(List.of("github")))
                .body("items.where", equalTo(List.of(place)));
    }

    @Test
    void aBodyThatWasNotSignedEndsNothing() throws Exception {
        // given
        var token = stack.minted(owner);
        var body = "[" + match(token.text(), "") + "]";
        var signature = sign("[]");

        // when
        var answer = post(body, KEY_ID, signature);

        // then
        answer.then().statusCode(403).body("type", endsWith("/problems/not-github"));
        assertThat(answer.asString()).doesNotContain("positive");
        post("[]", KEY_ID, signature).then().statusCode(200).body("$", equalTo(List.of()));
        stack.verify(verifier, token.text()).then().body("allowed", equalTo(true));
    }

    @Test
    void anotherKeyAndNonsenseAreNotGithub() throws Exception {
        // given
        var body = "[]";

        // then
        post(body, "unknown", sign(body)).then().statusCode(403);
        post(body, KEY_ID, "not base64!").then().statusCode(403);
        post(body, KEY_ID, Base64.getEncoder().encodeToString(new byte[70]))
                .then()
                .statusCode(403);
    }

    @Test
    void missingHeadersAndForeignShapesAreNamed() throws Exception {
        call().body("[]").post("/v1/leaks/github").then().statusCode(400).body("field", endsWith("Signature"));
        call().header("Github-Public-Key-Signature", "x")
                .body("[]")
                .post("/v1/leaks/github")
                .then()
                .statusCode(400)
                .body("field", endsWith("Identifier"));
        for (var body : List.of("{}", "x", "null", "[")) {
            post(body, KEY_ID, sign(body)).then().statusCode(400).body("field", equalTo("body"));
        }
        var good = match("x", "");
        var shapes = Map.of(
                "[null]",
                "[0]",
                "[{}]",
                "[0].token",
                "[" + good + ",{\"token\":7,\"type\":\"x\"}]",
                "[1].token",
                "[" + good + "," + good + ",{\"type\":\"x\"}]",
                "[2].token",
                "[{\"token\":\"x\"}]",
                "[0].type");
        for (var shape : shapes.entrySet()) {
            post(shape.getKey(), KEY_ID, sign(shape.getKey()))
                    .then()
                    .statusCode(400)
                    .body("field", equalTo(shape.getValue()));
        }
    }

    @Test
    void whoeverHasFailedTooOftenIsNotCheckedAnyMore() throws Exception {
        // given
        var forger = new Reporter("127.253.9.1");
        var signature = sign("[]");
        var failed = 0;

        // when: it fills by one a second, which is slower than we are
        while (forger.github("[1]", KEY_ID, signature).status() == 403 && failed < 500) {
            failed++;
        }

        // then
        assertThat(failed).isBetween(60, 499);
        assertThat(new Reporter("127.253.9.200").github("[]", KEY_ID, signature).status())
                .isEqualTo(429);
        assertThat(new Reporter("127.254.9.1").github("[]", KEY_ID, signature).status())
                .isEqualTo(200);
    }

    private static String match(String token, String url) {
        return "{\"token\":\"" + token + "\",\"type\":\"latchkey_token\",\"url\":\"" + url
                + "\",\"source\":\"content\",\"later\":1}";
    }

    private static RequestSpecification call() {
        return given().contentType(ContentType.JSON);
    }

    private static Response post(String body, String keyId, String signature) {
        return call().header("Github-Public-Key-Identifier", keyId)
                .header("Github-Public-Key-Signature", signature)
                .body(body.getBytes(UTF_8))
                .post("/v1/leaks/github");
    }

    private static String sign(String body) throws GeneralSecurityException {
        var ecdsa = Signature.getInstance("SHA256withECDSA");
        ecdsa.initSign(PAIR.getPrivate());
        ecdsa.update(body.getBytes(UTF_8));
        return Base64.getEncoder().encodeToString(ecdsa.sign());
    }

    private static String hash(String token) throws GeneralSecurityException {
        return Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8)));
    }

    private static KeyPair pair() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
