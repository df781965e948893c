package dev.latchkey.audit.usage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.audit.intake.Reading;
import dev.latchkey.audit.intake.Reading.Broken;
import dev.latchkey.audit.intake.Reading.Meant;
import dev.latchkey.audit.usage.Use.Flush;
import dev.latchkey.audit.usage.Use.Outcome.Accepted;
import dev.latchkey.audit.usage.Use.Outcome.Refused;
import dev.latchkey.audit.usage.Use.Source;
import dev.latchkey.audit.usage.Use.Subject;
import dev.latchkey.events.EventJson;
import dev.latchkey.events.TokenUsed;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UseReaderTest {
    private static final Instant HEARD = Instant.parse("2026-10-01T12:00:01Z");
    private static final String EVENT = """
            {"token_id":"tok_01m3tc5h00mmzswp91nrj9a80a","kind":"personal","org":"acme",
             "person_id":"per_ha0ygzksccf6","child":"5bvbv42eqr45","ip":"203.0.113.7","user_agent":"curl/8.5",
             "outcome":"accepted","count":3,"first_at":"2026-10-01T12:00:00Z","last_at":"2026-10-01T12:00:00.400Z",
             "accesses":{"read":3},"resources":{"apps/web":3},"methods":{},
             "verifier":"verifier-1","boot":"boot-1","flush":7,"part":1,"parts":2}""";

    /// The event with one member changed; the value is JSON.
    private static Reading<Use> read(String member, String value) throws Exception {
        var json = new ObjectMapper();
        var event = (ObjectNode) json.readTree(EVENT);
        if (!member.isEmpty()) {
            event.set(member, json.readTree(value));
        }
        var used = EventJson.read("dev.latchkey.token.used.v1", json.writeValueAsBytes(event));
        return UseReader.read((TokenUsed) used.orElseThrow(), 4, HEARD);
    }

    private static Use use(String member, String value) throws Exception {
        return switch (read(member, value)) {
            case Meant<Use>(var use) -> use;
            case Reading<Use> other -> throw new AssertionError(other);
        };
    }

    @Test
    void aSoundEventIsAUse() throws Exception {
        assertThat(read("", ""))
                .isEqualTo(new Meant<>(new Use(
                        new Subject(
                                "tok_01m3tc5h00mmzswp91nrj9a80a", "acme", "personal", "per_ha0ygzksccf6", null, null),
                        new Source("203.0.113.7", "curl/8.5"),
                        new Accepted("read", "apps/web", "5bvbv42eqr45"),
                        3,
                        Instant.parse("2026-10-01T12:00:00.400Z"),
                        false,
                        new Flush("verifier-1", "boot-1", 7, 4, 1, 2),
                        HEARD)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            token_id  | "01m3tc5h00mmzswp91nrj9a80a"
            token_id  | "tok_"
            org       | "Acme"
            org       | "a'; drop table token_use; --"
            kind      | "admin"
            person_id | "per_"
            app_id    | "app_\\u0000"
            session_id| "x"
            child     | "ROOT"
            ip        | "localhost"
            ip        | "203.0.113.7:443"
            reason    | "expired"
            count     | 1000000001
            verifier  | ""
            verifier  | "a\\u0000b"
            boot      | "a b"
            flush     | 0
            part      | 0
            part      | 3
            parts     | 0
            """)
    void aMemberThatIsNotOfItsFormIsNamed(String member, String value) throws Exception {
        assertThat(read(member, value))
                .isInstanceOfSatisfying(
                        Broken.class,
                        broken -> assertThat(broken.reason())
                                .isEqualTo("the member %s is not of its form"
                                        .formatted(member.equals("parts") ? "part" : member)));
    }

    @ParameterizedTest
    @CsvSource({"null", "'\"\"'", "'\"Expired!\"'", "'\"x\\ny\"'"})
    void aRefusalNeedsASlugForItsReason(String reason) throws Exception {
        // given
        var json = new ObjectMapper();
        var event = (ObjectNode) json.readTree(EVENT);
        event.put("outcome", "refused").set("reason", json.readTree(reason));

        // when
        var used = EventJson.read("dev.latchkey.token.used.v1", json.writeValueAsBytes(event));

        // then
        assertThat(UseReader.read((TokenUsed) used.orElseThrow(), 0, HEARD))
                .isEqualTo(new Broken<>("the member reason is not of its form"));
    }

    @Test
    void aRefusalKeepsItsReason() throws Exception {
        // given
        var json = new ObjectMapper();
        var event = (ObjectNode) json.readTree(EVENT);
        event.put("outcome", "refused").put("reason", "access-denied");

        // when
        var used = EventJson.read("dev.latchkey.token.used.v1", json.writeValueAsBytes(event));

        // then
        assertThat(UseReader.read((TokenUsed) used.orElseThrow(), 0, HEARD))
                .isInstanceOfSatisfying(
                        Meant.class,
                        meant -> assertThat(((Use) meant.effect()).outcome()).isEqualTo(new Refused("access-denied")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "none", textBlock = """
            {"read":9,"write":1} | write
            {"read":9}           | read
            {}                   | none
            {"delete":1}         | none
            """)
    void theHighestAccessIsTold(String accesses, String access) throws Exception {
        assertThat(use("accesses", accesses).outcome()).isEqualTo(new Accepted(access, "apps/web", "5bvbv42eqr45"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "none", textBlock = """
            {"apps/a":1,"apps/b":2}          | apps/b
            {"apps/b":2,"apps/a":2}          | apps/a
            {"apps/a":1,"*":9}               | apps/a
            {"apps/a":1,"more":9}            | more
            {"apps/a":1,"<script>":9,"..":9} | apps/a
            {}                               | none
            """)
    void theResourceAskedForMostIsTold(String resources, String resource) throws Exception {
        assertThat(use("resources", resources).outcome()).isEqualTo(new Accepted("read", resource, "5bvbv42eqr45"));
    }

    @Test
    void addressesAreCanonical() throws Exception {
        assertThat(use("ip", "\"::FFFF:203.0.113.7\"").source().ip()).isEqualTo("203.0.113.7");
        assertThat(use("ip", "\"2001:DB8:0:0::1\"").source().ip()).isEqualTo("2001:db8::1");
        assertThat(use("ip", "null").source().ip()).isEmpty();
    }

    @Test
    void aClockBehindByMoreThanTheBoundIsNotBelieved() throws Exception {
        assertThat(read("last_at", "\"2026-09-24T12:00:00Z\""))
                .isEqualTo(new Broken<>("it happened more than 7 days before it was sent"));
    }
}
