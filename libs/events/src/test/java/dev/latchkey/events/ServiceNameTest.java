package dev.latchkey.events;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceNameTest {
    @Test
    void everythingIsBuiltFromOneName() {
        assertThat(ServiceName.TOKEN.slug()).isEqualTo("token");
        assertThat(ServiceName.TOKEN.account()).isEqualTo("token-service");
        assertThat(ServiceName.TOKEN.audience()).isEqualTo("latchkey-token");
        assertThat(ServiceName.TOKEN.database()).isEqualTo("latchkey_token");
        assertThat(ServiceName.TOKEN.subject("prod")).isEqualTo("system:serviceaccount:prod:token-service");
    }

    @ParameterizedTest
    @EnumSource(ServiceName.class)
    void aSubjectNamesItsService(ServiceName name) {
        assertThat(ServiceName.ofSubject(name.subject("prod"), "prod")).contains(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "system:serviceaccount:staging:token-service",
                "system:serviceaccount:prod:token-service-2",
                "system:serviceaccount:prod:token",
                "system:serviceaccount:prod:TOKEN-service",
                "token-service",
                ""
            })
    void aSubjectOfOthersNamesNone(String subject) {
        assertThat(ServiceName.ofSubject(subject, "prod")).isEmpty();
    }
}
