package dev.latchkey.token.misuse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.token.record.End;
import dev.latchkey.token.record.Suspension;
import dev.latchkey.token.record.TokenView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.junit.jupiter.api.Test;

/// The words for how a token ended: the same in records, events and what is written of them.
class WordsTest {
    private static final Path EVENTS = Path.of("..", "docs", "events.md");
    private static final Pattern WORD = Pattern.compile("`([a-z-]+)`");

    @Test
    void eachEndOfARecordIsToldInTheSameWordOfAMisuse() {
        for (var cause : End.Cause.values()) {
            assertThat(How.of(cause).slug()).isEqualTo(cause.slug());
        }
    }

    @Test
    void theEventsAreDescribedWithEveryWord() throws IOException {
        assertThat(words("token\\.misused\\.v1` .*?`ended` \\(([^)]*)\\)"))
                .isEqualTo(Arrays.stream(How.values()).map(How::slug).toList());
        assertThat(words("token\\.revoked\\.v1` on .*?`cause`\\? \\(([^)]*)\\)"))
                .isEqualTo(causes());
    }

    @Test
    void aRecordIsDescribedWithEveryWord() throws NoSuchMethodException {
        assertThat(described("endedBecause")).isEqualTo(causes());
        assertThat(described("suspendedBecause"))
                .isEqualTo(Arrays.stream(Suspension.Cause.values())
                        .map(Suspension.Cause::slug)
                        .toList());
    }

    private static List<String> causes() {
        return Arrays.stream(End.Cause.values()).map(End.Cause::slug).toList();
    }

    private static List<String> described(String member) throws NoSuchMethodException {
        return List.of(
                TokenView.class.getMethod(member).getAnnotation(Schema.class).enumeration());
    }

    private static List<String> words(String row) throws IOException {
        var found = Pattern.compile(row, Pattern.DOTALL).matcher(Files.readString(EVENTS));
        assertThat(found.find()).as(row).isTrue();
        return WORD.matcher(found.group(1))
                .results()
                .map((MatchResult word) -> word.group(1))
                .toList();
    }
}
