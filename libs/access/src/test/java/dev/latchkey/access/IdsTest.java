package dev.latchkey.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {
    private static final RandomGenerator ZEROS = () -> 0L;
    private static final RandomGenerator ONES = () -> -1L;

    @Test
    void aTokenIdIsItsMillisecondsThenChance() {
        // given
        Instant now = Instant.parse("2026-10-01T08:00:00.123Z");

        // then
        assertThat(TokenId.of(now, ZEROS).value()).startsWith("01m3").endsWith("0000000000000000");
        assertThat(TokenId.of(now, ONES).value()).endsWith("zzzzzzzzzzzzzzzz").hasSize(26);
        assertThat(TokenId.of(now, ONES).bornAt()).isEqualTo(now);
        assertThat(TokenId.of(Instant.ofEpochMilli((1L << 48) - 1), ONES).value())
                .isEqualTo("7zzzzzzzzzzzzzzzzzzzzzzzzz");
        assertThatThrownBy(() -> TokenId.of(Instant.ofEpochMilli(1L << 48), ONES))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aSessionIdCarriesItsStart() {
        // given
        Instant start = Instant.parse("2026-10-01T08:00:00Z");

        // then
        assertThat(SessionId.of(start.plusMillis(999), ONES).startedAt()).isEqualTo(start);
        assertThat(SessionId.of(start, ZEROS).value()).endsWith("0000000").hasSize(14);
        assertThatThrownBy(() -> SessionId.of(Instant.ofEpochSecond(1L << 35), ONES))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void drawnIdsDiffer() {
        // given
        RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
        Set<String> drawn = new HashSet<>();

        // when
        for (int i = 0; i < 1_000; i++) {
            drawn.add(PersonId.random(random).value());
            drawn.add(AppId.random(random).value());
            drawn.add(TokenId.of(KnownTokens.NOW, random).value());
            drawn.add(SessionId.of(KnownTokens.NOW, random).value());
        }

        // then
        assertThat(drawn).hasSize(4_000);
    }

    @Test
    void publicFormsAreReadBack() {
        assertThat(TokenId.parsePublic("tok_01m3tc5h00mmzswp91nrj9a80a").map(TokenId::publicId))
                .contains("tok_01m3tc5h00mmzswp91nrj9a80a");
        assertThat(PersonId.parsePublic("per_ha0ygzksccf6").map(PersonId::publicId))
                .contains("per_ha0ygzksccf6");
        assertThat(AppId.parsePublic("app_2wpevjq4ehtb").map(AppId::publicId)).contains("app_2wpevjq4ehtb");
        assertThat(SessionId.parsePublic("ses_1nbw4r0mxfe81y").map(SessionId::publicId))
                .contains("ses_1nbw4r0mxfe81y");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tok_",
                "per_",
                "app_",
                "ses_",
                "01m3tc5h00mmzswp91nrj9a80a",
                "TOK_01m3tc5h00mmzswp91nrj9a80a",
                "tok_81m3tc5h00mmzswp91nrj9a80a",
                "per_ha0ygzksccf",
                "per_ha0ygzksccfi",
                "app_2wpevjq4ehtb0",
                "ses_1nbw4r0mxfe81Y",
                "per_\u00e9a0ygzksccf6"
            })
    void anythingElseIsNoId(String text) {
        assertThat(TokenId.parsePublic(text)).isEmpty();
        assertThat(PersonId.parsePublic(text)).isEmpty();
        assertThat(AppId.parsePublic(text)).isEmpty();
        assertThat(SessionId.parsePublic(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"acme.1,acme,1", "a-9.9999,a-9,9999"})
    void aKeyIdIsOrgAndGeneration(String text, String org, int generation) {
        assertThat(KeyId.parse(text)).contains(new KeyId(new OrgHandle(org), generation));
        assertThat(new KeyId(new OrgHandle(org), generation).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "acme", "acme.", "acme.0", "acme.01", "acme.10000", "acme.1.1", ".1", "ac.1", "acme.-1"})
    void anythingElseIsNoKeyId(String text) {
        assertThat(KeyId.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "a-c", "a1c", "acme", "abcdefghijklmnopqrstuvwxyz012345"})
    void handlesHaveThreeToThirtyTwoCharacters(String text) {
        assertThat(OrgHandle.parse(text)).contains(new OrgHandle(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ab",
                "1bc",
                "-bc",
                "ab-",
                "aBc",
                "a_c",
                "a c",
                "abcdefghijklmnopqrstuvwxyz0123456",
                "ab\u00e7"
            })
    void anythingElseIsNoHandle(String text) {
        assertThat(OrgHandle.parse(text)).isEmpty();
        assertThatThrownBy(() -> new OrgHandle(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
