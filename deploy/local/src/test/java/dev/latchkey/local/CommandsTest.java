package dev.latchkey.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandsTest {
    @TempDir
    private Path home;

    private final StringWriter errors = new StringWriter();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "up --prot 1 | 2 | Unknown options: '--prot', '1'",
                "up --port eighty | 2 | Invalid value for option '--port': 'eighty' is not an int",
                "up --port | 2 | Missing required parameter for option '--port'",
                "sideways | 2 | Unmatched argument at index 0: 'sideways'",
                "up --port 0 | 1 | --port must be between 1 and 65535",
                "up --port 65536 | 1 | --port must be between 1 and 65535",
                "up --verifiers 0 | 1 | --verifiers must be between 1 and 9",
                "up --verifiers 10 | 1 | --verifiers must be between 1 and 9",
                "up | 1 | token-service is not built; run: latchkey up"
            })
    void aMistakeIsOneLineAndAnExitCode(String arguments, int code, String sentence) {
        // when
        var exit = run(arguments.split(" ", -1));

        // then
        assertThat(exit).isEqualTo(code);
        assertThat(errors.toString()).startsWith("latchkey: " + sentence).hasLineCount(1);
    }

    private int run(String... arguments) {
        return Main.commandLine(new Commands(new Installation(home)))
                .setErr(new PrintWriter(errors, true))
                .execute(arguments);
    }
}
