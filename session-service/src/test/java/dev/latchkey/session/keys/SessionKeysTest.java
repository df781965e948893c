package dev.latchkey.session.keys;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SessionKeysTest {
    private final SessionKeys keys = Keys.of("a");

    @Test
    void aSignatureIsOfItsPurposeAndOfEachPart() {
        // given
        var signed = keys.sign(Purpose.CSRF, "ab", "c");

        // then
        assertThat(keys.isSigned(signed, Purpose.CSRF, "ab", "c")).isTrue();
        assertThat(keys.isSigned(signed, Purpose.DEVICE, "ab", "c")).isFalse();
        assertThat(keys.isSigned(signed, Purpose.CSRF, "a", "bc")).isFalse();
        assertThat(keys.isSigned(signed, Purpose.CSRF, "abc")).isFalse();
        assertThat(keys.isSigned("", Purpose.CSRF, "ab", "c")).isFalse();
        assertThat(keys.isSigned("%%", Purpose.CSRF, "ab", "c")).isFalse();
        assertThat(Keys.of("b").isSigned(signed, Purpose.CSRF, "ab", "c")).isFalse();
    }

    @Test
    void aSealOpensForItsPurposeAndContextOnly() {
        // given
        var sealed = keys.seal(Purpose.ACT, "ses_1", "something to do");

        // then
        assertThat(sealed).doesNotContain("something");
        assertThat(keys.open(Purpose.ACT, "ses_1", sealed)).contains("something to do");
        assertThat(keys.open(Purpose.ACT, "ses_2", sealed)).isEmpty();
        assertThat(keys.open(Purpose.FIRST_LOGIN, "ses_1", sealed)).isEmpty();
        assertThat(keys.open(Purpose.ACT, "ses_1", sealed.substring(1))).isEmpty();
        assertThat(keys.open(Purpose.ACT, "ses_1", "")).isEmpty();
        assertThat(Keys.of("b", "a").open(Purpose.ACT, "ses_1", sealed)).contains("something to do");
        assertThat(Keys.of("b").open(Purpose.ACT, "ses_1", sealed)).isEmpty();
    }
}
