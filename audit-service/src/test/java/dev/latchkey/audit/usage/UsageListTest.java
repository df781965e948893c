package dev.latchkey.audit.usage;

import static dev.latchkey.audit.Api.eventually;
import static dev.latchkey.audit.Given.ago;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.audit.Api;
import dev.latchkey.audit.Broker;
import dev.latchkey.audit.Given;
import dev.latchkey.audit.Given.Token;
import dev.latchkey.events.Event;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class UsageListTest {
    private final Broker broker = new Broker();
    private final Token oldUnused = Given.token();
    private final Token oldUsed = oldUnused.sibling();
    private final Token oldRefused = oldUnused.sibling();
    private final Token young = oldUnused.sibling();
    private final String org = oldUnused.org();

    @AfterEach
    void close() {
        broker.close();
    }

    private void fourTokens() {
        broker.send(
                oldUnused.minted(ago(Duration.ofDays(100))),
                oldUsed.minted(ago(Duration.ofDays(99))),
                oldRefused.minted(ago(Duration.ofDays(98))),
                young.minted(ago(Duration.ofDays(1))));
        broker.send(
                oldUsed.used().at(ago(Duration.ofDays(3))).event(),
                oldRefused
                        .used()
                        .at(ago(Duration.ofHours(1)))
                        .refused("expired")
                        .event());
        eventually(() -> {
            assertThat(ids("")).hasSize(4);
            assertThat(ids("&never_used=false")).hasSize(2);
        });
    }

    private List<String> ids(String query) {
        return Api.list(org, query).getList("items.token_id");
    }

    @Test
    void unusedForCountsFromTheLastUseOrFromBirthWhereThereIsNone() {
        // given
        fourTokens();

        // then
        assertThat(ids("&unused_for=90d")).containsExactly(oldUnused.id());
        assertThat(ids("&unused_for=2d")).containsExactly(oldUnused.id(), oldUsed.id());
        assertThat(ids("&unused_for=2h")).containsExactly(oldUnused.id(), oldUsed.id(), young.id());
        assertThat(ids("&unused_for=101d")).isEmpty();
    }

    @Test
    void neverUsedFindsTheTokensWithoutAnyUse() {
        // given
        fourTokens();

        // then
        assertThat(ids("&never_used=true")).containsExactly(oldUnused.id(), young.id());
        assertThat(ids("&never_used=false")).containsExactly(oldUsed.id(), oldRefused.id());
        assertThat(ids("&never_used=true&unused_for=90d")).containsExactly(oldUnused.id());
    }

    @Test
    void anItemIsTheRecordAndWhatNamesTheToken() {
        // given
        var born = ago(Duration.ofDays(2));
        var expires = ago(Duration.ofDays(-2));

        // when
        broker.send(young.minted(born, expires, "nightly <b>"));

        // then
        eventually(() -> assertThat(Api.get(org, "/v1/usage/tokens?org=" + org).asString())
                .isEqualTo("""
                        {"items":[{"token_id":"%s","org":"%s","use":"never","tracked_since":"%s",\
                        "last_accepted":null,"last_refused":null,"accepted_30d":0,"refused_30d":0,"sources":0,\
                        "name":"nightly <b>","hint":"k7m2qd","kind":"personal","state":"active",\
                        "owner":"per_ha0ygzksccf6","access":"read","resources":["apps/web"],\
                        "created_at":"%s","expires_at":"%s"}],"next":null}""".formatted(young.id(), org, born, born, expires)));
    }

    @Test
    void statesAreThoseOfTheMoment() {
        // given
        broker.send(
                oldUnused.minted(ago(Duration.ofDays(9)), ago(Duration.ofDays(1)), "over"),
                oldUsed.minted(ago(Duration.ofDays(8))),
                oldUsed.revoked(ago(Duration.ofDays(1))),
                young.minted(ago(Duration.ofDays(7))));
        eventually(() -> assertThat(Api.list(org, "").getList("items.state"))
                .isEqualTo(List.of("expired", "revoked", "active")));

        // then
        assertThat(ids("&state=active")).containsExactly(young.id());
        assertThat(ids("&state=expired")).containsExactly(oldUnused.id());
        assertThat(ids("&state=revoked")).containsExactly(oldUsed.id());
    }

    @Test
    void pagingWhileTokensArriveAndAreUsedShowsNoneTwiceAndSkipsNone() {
        // given
        var tokens = new LinkedHashMap<String, Token>();
        var minted = new ArrayList<Event>();
        Instant born = ago(Duration.ofDays(10));
        for (var i = 0; i < 25; i++) {
            var token = young.sibling();
            tokens.put(token.id(), token);
            minted.add(token.minted(born.plusSeconds(i / 2))); // two of each second
        }
        broker.send(minted);
        eventually(() -> assertThat(ids("")).hasSize(25));

        // when
        var seen = new ArrayList<String>();
        var cursor = "";
        do {
            var page = Api.list(org, "&limit=4" + cursor);
            seen.addAll(page.getList("items.token_id"));
            cursor = page.getString("next") == null ? "" : "&cursor=" + page.getString("next");
            var arrived = young.sibling();
            broker.send(arrived.minted(ago(Duration.ofDays(20))));
            broker.send(
                    Objects.requireNonNull(tokens.get(seen.getLast())).used().event());
            eventually(() -> assertThat(Api.usage(arrived).getString("use")).isEqualTo("never"));
        } while (!cursor.isEmpty());

        // then
        assertThat(seen).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(tokens.keySet());
    }

    @Test
    void aCursorOpensOnlyTheListItWasMadeFor() {
        // given
        fourTokens();
        var other = Given.org();
        var cursor = Api.list(org, "&limit=1").getString("next");
        assertThat(ids("&limit=1&cursor=" + cursor)).containsExactly(oldUsed.id());

        // then
        for (var query : List.of(
                "&never_used=true&cursor=" + cursor,
                "&state=active&cursor=" + cursor,
                "&cursor=" + cursor.substring(1),
                "&cursor=" + cursor + "A",
                "&cursor=")) {
            assertRefused(org, "?org=" + org + query, "cursor");
        }
        assertRefused(other, "?org=" + other + "&cursor=" + cursor, "cursor");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ?never_used=true              | org
            ?org=                         | org
            ?org=Acme                     | org
            ?org=acme'%20or%201=1         | org
            ?org=acme&org=acme            | org
            ?org=acme&unused_for=         | unused_for
            ?org=acme&unused_for=90       | unused_for
            ?org=acme&unused_for=P90D     | unused_for
            ?org=acme&unused_for=-1d      | unused_for
            ?org=acme&unused_for=9999999d | unused_for
            ?org=acme&unused_for=1d&unused_for=2d | unused_for
            ?org=acme&never_used=yes      | never_used
            ?org=acme&never_used=         | never_used
            ?org=acme&state=gone          | state
            ?org=acme&limit=0             | limit
            ?org=acme&limit=201           | limit
            ?org=acme&limit=ten           | limit
            ?org=acme&cursor=%00          | cursor
            ?org=acme&cursor=AAAA         | cursor
            ?org=acme&unusedfor=90d       | unusedfor
            ?org=acme&%3Cb%3E=1           | query
            """)
    void badInputIsRefusedByTheNameOfTheParameter(String query, String field) {
        assertRefused("acme", query, field);
    }

    private static void assertRefused(String caller, String query, String field) {
        var refused = Api.get(caller, "/v1/usage/tokens" + query);
        assertThat(refused.statusCode()).as(query).isEqualTo(400);
        assertThat(refused.contentType()).isEqualTo("application/problem+json");
        assertThat(refused.jsonPath().getString("type")).isEqualTo("https://latchkey.dev/problems/invalid-request");
        assertThat(refused.jsonPath().getString("field")).as(query).isEqualTo(field);
    }
}
