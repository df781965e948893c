package dev.latchkey.local.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoundingTest {
    @TempDir
    private Path directory;

    private Founding.Files files = new Founding.Files(Path.of(""));

    @BeforeEach
    void place() {
        files = new Founding.Files(directory.resolve("bootstrap"));
    }

    @Test
    void whatSessionServiceHasToldIsReadFromAFolderOfTheOwnersAlone() throws Exception {
        // given
        files.prepare();
        Files.writeString(
                files.facts(),
                "{\"org\":\"acme\",\"person\":\"per_0123456789ab\",\"email\":\"owner@acme.example\",\"new\":1}\n");
        Files.writeString(files.password(), "correct horse battery\n");

        // when
        var founding = files.read();

        // then
        assertThat(founding)
                .isEqualTo(new Founding("acme", "per_0123456789ab", "owner@acme.example", "correct horse battery"))
                .hasToString("Founding[acme, per_0123456789ab]");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("bootstrap"))))
                .isEqualTo("rwx------");
    }

    @Test
    void dataOfAnOlderLayoutAreRefusedWithASentence() throws Exception {
        // given
        Files.createFile(directory.resolve("founding.json"));

        // when, then
        assertThatIOException()
                .isThrownBy(() -> files.prepare())
                .withMessage("the data are of an older layout; begin anew with --fresh");
    }
}
