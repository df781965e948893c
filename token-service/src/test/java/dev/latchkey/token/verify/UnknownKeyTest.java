package dev.latchkey.token.verify;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.latchkey.access.Caveat;
import dev.latchkey.access.Identity;
import dev.latchkey.access.KeyId;
import dev.latchkey.access.OrgHandle;
import dev.latchkey.access.PersonId;
import dev.latchkey.access.Token;
import dev.latchkey.access.TokenId;
import dev.latchkey.macaroon.Key;
import dev.latchkey.token.Peer;
import dev.latchkey.token.ServiceTest;
import dev.latchkey.token.Stack;
import io.quarkus.test.common.http.TestHTTPResource;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What somebody learns, and costs, who makes up tokens of keys that do not exist.
@ServiceTest
class UnknownKeyTest {
    private static final int MADE_UP = 100_000;
    private static final int AT_ONCE = 256;
    private static final int WARM = 300;
    private static final int TIMED = 1_000;
    private static final int ROUNDS = 5;
    private static final double SAME = 0.1;

    @TestHTTPResource
    URI address = URI.create("http://localhost");

    @TestHTTPResource(value = "/", management = true)
    String management = "";

    private final Random random = new Random(17);
    private final Stack stack = Stack.create();

    @Test
    void unknownKeysAreNotLookedUp() {
        // given
        var before = keyReads();
        var asked = 0;

        // when
        while (asked < MADE_UP) {
            var items = new ArrayList<Map<String, Object>>();
            for (var i = 0; i < AT_ONCE; i++) {
                items.add(Map.of("token", madeUp(), "request", Map.of("org", "*", "access", "read")));
            }
            List<String> reasons = batch(items).path("items.reason");
            assertThat(reasons).hasSize(AT_ONCE).containsOnly("unknown-key");
            asked += AT_ONCE;
        }

        // then
        assertThat(keyReads()).isEqualTo(before);
    }

    /// Of several rounds one is enough: a difference in the work would show in all of them, noise does not.
    @Test
    void unknownKeyLooksLikeBadSignature() throws Exception {
        // given
        var unknown = request(madeUpOf(stack.org()));
        var forged = request(Peer.forged(stack.minted(stack.owner()).text()));
        try (var client = HttpClient.newHttpClient()) {
            for (var i = 0; i < WARM; i++) {
                time(client, unknown);
                time(client, forged);
            }

            // when
            var ratios = new ArrayList<Double>();
            for (var round = 0; round < ROUNDS; round++) {
                ratios.add(ratio(client, unknown, forged));
            }

            // then
            assertThat(ratios).anySatisfy(ratio -> assertThat(ratio).isCloseTo(1.0, within(SAME)));
            var one = client.send(unknown, BodyHandlers.ofString());
            var other = client.send(forged, BodyHandlers.ofString());
            assertThat(one.statusCode()).isEqualTo(401).isEqualTo(other.statusCode());
            assertThat(one.body()).contains("/problems/bad-signature").isEqualTo(other.body());
            assertThat(one.headers()).isEqualTo(other.headers());
        }
    }

    private static double ratio(HttpClient client, HttpRequest unknown, HttpRequest forged) throws Exception {
        var unknowns = new long[TIMED];
        var forgeries = new long[TIMED];
        for (var i = 0; i < TIMED; i++) {
            unknowns[i] = time(client, unknown);
            forgeries[i] = time(client, forged);
        }
        return (double) median(unknowns) / median(forgeries);
    }

    private static long time(HttpClient client, HttpRequest request) throws IOException, InterruptedException {
        var begin = System.nanoTime();
        client.send(request, BodyHandlers.discarding());
        return System.nanoTime() - begin;
    }

    private static long median(long[] times) {
        Arrays.sort(times);
        return times[times.length / 2];
    }

    private HttpRequest request(String token) {
        return HttpRequest.newBuilder(address.resolve("/v1/whoami"))
                .header("Authorization", "Bearer " + token)
                .build();
    }

    private String madeUp() {
        return madeUpOf("org-" + Stack.word(8));
    }

    private String madeUpOf(String org) {
        var keyId = new KeyId(new OrgHandle(org), 7);
        var identity = new Identity.Personal(keyId, TokenId.of(Instant.now(), random), PersonId.random(random));
        var end = new Caveat.Before(Instant.parse("2030-01-01T00:00:00Z"));
        return Token.mint(Key.derive(new byte[32]), identity, List.of(new Caveat.Org(keyId.org()), end))
                .text();
    }

    private Response batch(List<Map<String, Object>> items) {
        return given().header("Authorization", Stack.serviceJwt())
                .contentType("application/json")
                .body(Map.of("items", items))
                .post("/v1/verify/batch");
    }

    private double keyReads() {
        return given().get(management + "metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith("latchkey_keys_reads_total"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
