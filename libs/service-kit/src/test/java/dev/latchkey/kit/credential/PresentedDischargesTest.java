package dev.latchkey.kit.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class PresentedDischargesTest {

    @Test
    void textsComeInOneLineOrInSeveral() {
        assertThat(PresentedDischarges.of(List.of())).isEqualTo(given());
        assertThat(PresentedDischarges.of(List.of("lkx_a"))).isEqualTo(given("lkx_a"));
        assertThat(PresentedDischarges.of(List.of("lkx_a, lkx_b", "lkx_c,\tlkx_d")))
                .isEqualTo(given("lkx_a", "lkx_b", "lkx_c", "lkx_d"));
        assertThat(PresentedDischarges.of(List.of("", " , ,lkx_a,,"))).isEqualTo(given("lkx_a"));
        assertThat(PresentedDischarges.of(List.of("lkx_a lkx_b"))).isEqualTo(given("lkx_a lkx_b"));
    }

    @Test
    void moreThanEightAreUnclear() {
        assertThat(PresentedDischarges.of(Collections.nCopies(8, "x")))
                .isEqualTo(given("x", "x", "x", "x", "x", "x", "x", "x"));
        assertThat(PresentedDischarges.of(Collections.nCopies(9, "x")))
                .isEqualTo(new PresentedDischarges.Unclear("Present at most 8 discharges."));
        assertThat(PresentedDischarges.of(List.of("x,".repeat(9)))).isInstanceOf(PresentedDischarges.Unclear.class);
    }

    @Test
    void moreThanTheHeaderHoldsIsUnclear() {
        assertThat(PresentedDischarges.of(List.of("x".repeat(4_096), "y".repeat(4_096))))
                .isInstanceOf(PresentedDischarges.Given.class);
        assertThat(PresentedDischarges.of(List.of("x".repeat(4_096), "y".repeat(4_097))))
                .isEqualTo(new PresentedDischarges.Unclear("Present at most 8192 characters of discharges."));
        assertThat(PresentedDischarges.of(List.of(",".repeat(8_193)))).isInstanceOf(PresentedDischarges.Unclear.class);
    }

    @Test
    void secretsDoNotPrint() {
        assertThat(given("lkx_a")).hasToString("Given[1]");
    }

    private static PresentedDischarges given(String... texts) {
        return new PresentedDischarges.Given(List.of(texts));
    }
}
