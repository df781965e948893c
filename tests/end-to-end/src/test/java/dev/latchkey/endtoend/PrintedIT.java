package dev.latchkey.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `./latchkey up` prints works as it is pasted, in any directory.
@WithStack
@Order(2)
class PrintedIT {
    private static final String HEADING = "Try it:";

    @TempDir
    private Path elsewhere;

    @Test
    void thePrintedCommandsTellTheWholeStory(Stack stack) throws Exception {
        // given
        Awaitility.await()
                .untilAsserted(() -> assertThat(commands(stack.printed())).contains("/v1/usage/tokens"));
        var pasted = commands(stack.printed());

        // when
        var lines = paste(pasted);

        // then
        assertThat(lines).hasSize(6);
        assertThat(lines.getFirst()).matches("minted tok_[0-9a-z]+");
        var accepted = json(lines.get(1));
        assertThat(accepted.path("allowed").asBoolean()).isTrue();
        assertThat("minted " + accepted.at("/token/id").asText()).isEqualTo(lines.getFirst());
        assertRefused(json(lines.get(2)), "access-denied");
        assertThat(json(lines.get(3)).path("state").asText()).isEqualTo("revoked");
        assertRefused(json(lines.get(4)), "revoked");
        assertUsed(json(lines.get(5)));
        assertThat(pasted + lines).doesNotContain("lkp_");
    }

    /// What stands below the heading, up to what the launcher says later.
    private static String commands(String printed) {
        return printed.lines()
                .dropWhile(line -> !line.startsWith(HEADING))
                .skip(1)
                .takeWhile(line -> !line.startsWith("latchkey: "))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /// What a shell says, errors included, that reads the commands as it reads what is typed.
    private List<String> paste(String commands) throws IOException, InterruptedException {
        var shell = new ProcessBuilder("sh")
                .directory(elsewhere.toFile())
                .redirectErrorStream(true)
                .start();
        try (var keyboard = shell.outputWriter()) {
            keyboard.write(commands);
        }
        var said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).as(said).isZero();
        return said.lines().toList();
    }

    private static JsonNode json(String line) throws IOException {
        return new JsonMapper().readTree(line);
    }

    private static void assertRefused(JsonNode answer, String reason) {
        assertThat(answer.path("allowed").asBoolean(true)).isFalse();
        assertThat(answer.path("reason").asText()).isEqualTo(reason);
    }

    private static void assertUsed(JsonNode usage) {
        assertThat(usage.at("/last_accepted/ip").asText()).isEqualTo(Api.IP);
        assertThat(usage.at("/last_accepted/user_agent").asText()).isEqualTo(Api.AGENT);
        assertThat(usage.at("/last_refused/reason").asText()).isEqualTo("revoked");
        assertThat(usage.path("accepted_30d").asInt()).isEqualTo(1);
        assertThat(usage.path("refused_30d").asInt()).isEqualTo(2);
    }
}
