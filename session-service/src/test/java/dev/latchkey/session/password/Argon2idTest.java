package dev.latchkey.session.password;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class Argon2idTest {
    private static final Phc.Cost CHEAP = new Phc.Cost(64, 1, 1);
    private static final EnteredPassword RIGHT = EnteredPassword.of("velvet gusts 7~");
    private static final String OLD = pepper("old pepper of thirty-two letters");
    private static final String NEW = pepper("new pepper of thirty-two letters");

    @Test
    void aHashHasTheFormOfPhcStringsAndOfNoPassword() {
        // when
        var made = argon(CHEAP).hash(RIGHT);

        // then
        assertThat(made.text()).startsWith("$argon2id$v=19$m=64,t=1,p=1$").hasSize(28 + 22 + 1 + 43);
        assertThat(Phc.parse(made.text())).contains(made);
        assertThat(made.toString()).doesNotContain(made.hash());
        assertThat(Phc.parse(made.text() + "A")).isEmpty();
        assertThat(argon(CHEAP).hash(RIGHT)).isNotEqualTo(made);
    }

    @Test
    void onlyTheSamePasswordMatchesExactlyAsReceived() {
        // given
        var argon = argon(CHEAP);
        var made = argon.hash(RIGHT);

        // then
        assertThat(argon.matches(made, RIGHT)).isTrue();
        assertThat(argon.matches(made, EnteredPassword.of("velvet gusts 7~ "))).isFalse();
        assertThat(argon.matches(made, EnteredPassword.of("Velvet gusts 7~"))).isFalse();
        assertThat(argon.matches(argon.ofNobody(), RIGHT)).isFalse();
    }

    @Test
    void aHashIsMadeAnewWhenItsParametersRoseAndNotWhenTheyFell() {
        // given
        var cheap = argon(CHEAP);
        var costly = argon(new Phc.Cost(128, 1, 1));

        // then
        assertThat(costly.isOutdated(cheap.hash(RIGHT))).isTrue();
        assertThat(cheap.isOutdated(costly.hash(RIGHT))).isFalse();
        assertThat(costly.matches(cheap.hash(RIGHT), RIGHT)).isTrue();
    }

    @Test
    void aPepperIsNeededAndCanBeChanged() {
        // given
        var before = argon(CHEAP, OLD);
        var after = argon(CHEAP, NEW, OLD);
        var made = before.hash(RIGHT);

        // then
        assertThat(made.text()).contains(",keyid=");
        assertThat(after.matches(made, RIGHT)).isTrue();
        assertThat(after.isOutdated(made)).isTrue();
        assertThat(after.isOutdated(after.hash(RIGHT))).isFalse();
        assertThat(argon(CHEAP, NEW).matches(made, RIGHT)).isFalse();
        assertThat(argon(CHEAP).matches(made, RIGHT)).isFalse();
    }

    private static Argon2id argon(Phc.Cost cost, String... peppers) {
        return new Argon2id(cost, new Peppers(List.of(peppers)), new SecureRandom());
    }

    private static String pepper(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }
}
