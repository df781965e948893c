package dev.latchkey.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFileTest {
    @TempDir
    private Path directory;

    @Test
    void onlyTheOwnerReadsTheFileAndItsFolder() throws Exception {
        // given
        var folder = directory.resolve("deep/er");
        var file = folder.resolve("secret");

        // when
        PrivateFile.write(file, "s");

        // then
        assertThat(mode(file)).isEqualTo("rw-------");
        assertThat(mode(folder)).isEqualTo("rwx------");
    }

    @Test
    void aReplacedFileBecomesPrivateAndLeavesNothingBeside() throws Exception {
        // given
        var file = directory.resolve("secret");
        Files.writeString(file, "old");

        // when
        PrivateFile.write(file, "new");

        // then
        assertThat(file).hasContent("new");
        assertThat(mode(file)).isEqualTo("rw-------");
        assertThat(directory).isDirectoryNotContaining(other -> !other.equals(file));
    }

    @Test
    void whatIsWrittenIsForcedToTheDiskBeforeItHasItsNameAndTheNameAfterwards() throws Exception {
        // given
        var folder = directory.resolve("deep/er");
        var file = folder.resolve("secret");
        var forced = new ArrayList<String>();

        // when
        PrivateFile.write(file, "s", path -> {
            var what = path.getFileName().toString().startsWith(".new-")
                    ? "content " + Files.readString(path)
                    : directory.relativize(path).toString();
            forced.add(what + (Files.exists(file) ? ", named" : ""));
        });

        // then
        assertThat(forced).containsExactly("", "deep", "content s", "deep/er, named");
    }

    private static String mode(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
