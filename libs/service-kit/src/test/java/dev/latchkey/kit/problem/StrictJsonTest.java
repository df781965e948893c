package dev.latchkey.kit.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {
    private final ObjectMapper mapper = new ObjectMapper();

    record Read(
            @Nullable Boolean truth,
            @Nullable Long count,
            @Nullable Double share,
            @Nullable String text) {}

    @BeforeEach
    void makeStrict() {
        new StrictJson().customize(mapper);
    }

    @ParameterizedTest
    @ValueSource(strings = {"truth", "count", "share"})
    void anEmptyStringIsNoScalar(String member) {
        for (var text : new String[] {"", " "}) {
            assertThatThrownBy(() -> mapper.readValue("{\"" + member + "\":\"" + text + "\"}", Read.class))
                    .isInstanceOf(MismatchedInputException.class);
        }
    }

    @Test
    void anEmptyStringIsAText() throws Exception {
        assertThat(mapper.readValue("{\"text\":\"\",\"truth\":false}", Read.class))
                .isEqualTo(new Read(false, null, null, ""));
    }
}
