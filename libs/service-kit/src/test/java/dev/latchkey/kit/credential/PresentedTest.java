package dev.latchkey.kit.credential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.kit.credential.Presented.Credential;
import dev.latchkey.kit.credential.Presented.Nothing;
import dev.latchkey.kit.credential.Presented.Unclear;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PresentedTest {
    private static String basic(String pair) {
        return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer ", "bearer ", "BEARER ", "bEaReR "})
    void theTokenFollowsTheSchemeInAnyCase(String scheme) {
        assertThat(Presented.of(List.of(scheme + "lkp_x"))).isEqualTo(new Credential("lkp_x"));
    }

    @Test
    void aSecondBlankBelongsToTheText() {
        assertThat(Presented.of(List.of("Bearer  lkp_x"))).isEqualTo(new Credential(" lkp_x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"_:lkp_x", ":lkp_x", "ada:lkp_x", "Ünï:lkp_x"})
    void thePasswordOfBasicIsTheTokenWhateverTheUserName(String pair) {
        assertThat(Presented.of(List.of("bAsIc " + basic(pair)))).isEqualTo(new Credential("lkp_x"));
    }

    @Test
    void aPasswordGoesOnBehindFurtherColons() {
        assertThat(Presented.of(List.of("Basic " + basic("u:a:b")))).isEqualTo(new Credential("a:b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Digest username=x", "Bearerlkp_x", "lkp_x", "", "Negotiate YII"})
    void anotherSchemeIsNothing(String value) {
        assertThat(Presented.of(List.of(value))).isEqualTo(new Nothing());
    }

    @Test
    void noHeaderIsNothing() {
        assertThat(Presented.of(List.of())).isEqualTo(new Nothing());
    }

    @Test
    void twoCredentialsAreUnclear() {
        var two = new Unclear("Present exactly one credential.");
        assertThat(Presented.of(List.of("Bearer lkp_x", "Bearer lkp_x"))).isEqualTo(two);
        assertThat(Presented.of(List.of("Bearer lkp_x", "Basic " + basic("u:lkp_x"))))
                .isEqualTo(two);
        assertThat(Presented.of(List.of("Bearer lkp_x, Bearer lkp_y"))).isEqualTo(two);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "Bearer ", "Basic", "Basic ", "Basic !!", "Basic dXNlcg==", "Basic dXNlcjo="})
    void aSchemeWithoutATokenIsUnclear(String value) {
        assertThat(Presented.of(List.of(value))).isInstanceOf(Unclear.class);
    }

    @Test
    void theTextDoesNotPrint() {
        assertThat(new Credential("lkp_secret").toString()).doesNotContain("secret");
    }
}
