package dev.latchkey.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ChoiceTest {
    @Test
    void autoTakesContainersOnlyWhereAnEngineAnswers() {
        assertThat(Choice.of("auto", () -> true).provider()).isEqualTo(Choice.Provider.CONTAINERS);
        assertThat(Choice.of("auto", () -> false).provider()).isEqualTo(Choice.Provider.EMBEDDED);
    }

    @Test
    void anExplicitChoiceAsksNoEngine() {
        assertThat(Choice.of("embedded", ChoiceTest::unasked).provider()).isEqualTo(Choice.Provider.EMBEDDED);
        assertThat(Choice.of("containers", ChoiceTest::unasked).provider()).isEqualTo(Choice.Provider.CONTAINERS);
    }

    @Test
    void anUnknownChoiceIsNotTakenForAnother() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Choice.of("docker", ChoiceTest::unasked))
                .withMessage("latchkey.test.infrastructure is docker, not embedded, containers or auto");
    }

    @Test
    void theSentenceNamesProviderAndReason() {
        assertThat(Choice.of("auto", () -> false).sentence())
                .isEqualTo(
                        "latchkey: test infrastructure: embedded PostgreSQL and Kafka (no container engine answers)");
    }

    private static boolean unasked() {
        throw new AssertionError("the engine was asked");
    }
}
