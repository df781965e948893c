package dev.latchkey.kit.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.ext.web.handler.HttpException;
import org.junit.jupiter.api.Test;

class ProblemMappersTest {
    private static final String SECRET = "lkp_AgIyMXA0LmFjbWU";

    @Test
    void aFailureIsLoggedWithItsPlaceAndWithoutAnyMessage() {
        // given
        var fault = new IllegalStateException("about " + SECRET, new IllegalArgumentException(SECRET));

        // when
        var trace = ProblemMappers.trace(fault);

        // then
        assertThat(trace)
                .contains("java.lang.IllegalStateException", "java.lang.IllegalArgumentException")
                .contains("ProblemMappersTest.aFailureIsLoggedWithItsPlaceAndWithoutAnyMessage")
                .doesNotContain(SECRET);
    }

    @Test
    void whatTheServerRefusesIsAProblemWithoutItsWords() {
        // when
        var answer = new ProblemMappers().http(new HttpException(400, "invalid hex byte in " + SECRET));

        // then
        assertThat(answer.getStatus()).isEqualTo(400);
        assertThat(answer.getEntity()).isInstanceOf(Problem.class);
        assertThat(answer.getEntity().toString()).doesNotContain(SECRET);
    }
}
