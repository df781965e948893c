package dev.latchkey.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.embedded.DataFolder.Opening;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    @TempDir
    private Path directory;

    @Test
    void aFolderHeldByAnotherProcessIsRefusedAndItsHolderNamed() throws Exception {
        try (var holder = ChildJvm.start(Holder.class, directory)) {
            // given
            holder.nextLine();

            // when
            var opening = DataFolder.open(directory);

            // then
            assertThat(opening)
                    .isInstanceOfSatisfying(
                            Opening.InUse.class,
                            inUse -> assertThat(inUse.holder())
                                    .map(ProcessHandle::pid)
                                    .contains(holder.process().pid()));
        }
    }

    @Test
    void aKilledHolderHoldsNothing() throws Exception {
        try (var holder = ChildJvm.start(Holder.class, directory)) {
            // given
            holder.nextLine();
            holder.kill();

            // when
            var opening = DataFolder.open(directory);

            // then
            assertThat(opening).isInstanceOf(Opening.Opened.class);
            opened(opening).close();
        }
    }

    @Test
    void holdingTwiceInOneProcessIsRefusedWithoutGivingUpTheFirst() throws Exception {
        try (var first = opened(DataFolder.open(directory))) {
            // when
            var second = DataFolder.open(directory);

            // then
            assertThat(second).isInstanceOf(Opening.InUse.class);
            try (var other = ChildJvm.start(Holder.class, first.path())) {
                assertThat(other.nextLine()).startsWith("InUse");
            }
        }
    }

    @Test
    void aClosedFolderCanBeHeldAgain() throws Exception {
        // given
        opened(DataFolder.open(directory)).close();

        // when
        var opening = DataFolder.open(directory);

        // then
        assertThat(opening).isInstanceOf(Opening.Opened.class);
        opened(opening).close();
    }

    @Test
    void aFolderWithOtherThingsInItIsLeftAlone() throws Exception {
        // given
        Files.writeString(directory.resolve("thesis.txt"), "years of work");

        // when
        var opening = DataFolder.open(directory);

        // then
        assertThat(opening).isEqualTo(new Opening.Foreign(directory));
        assertThat(directory).isDirectoryNotContaining(file -> !file.endsWith("thesis.txt"));
    }

    @Test
    void aFileIsNoDataFolder() throws Exception {
        // given
        var file = Files.createFile(directory.resolve("file"));

        // when
        var opening = DataFolder.open(file);

        // then
        assertThat(opening).isEqualTo(new Opening.Foreign(file));
    }

    @Test
    void wipingLeavesTheFolderOursAndFollowsNoLink() throws Exception {
        // given
        var outside = Files.createDirectory(directory.resolve("outside"));
        Files.createFile(outside.resolve("kept"));
        try (var folder = opened(DataFolder.open(directory.resolve("data")))) {
            Files.createDirectories(folder.path().resolve("postgres/data"));
            Files.createSymbolicLink(folder.path().resolve("link"), outside);

            // when
            folder.wipe();

            // then
            assertThat(folder.path()).isDirectoryNotContaining("glob:**/{postgres,link}");
            assertThat(outside.resolve("kept")).exists();
        }
        assertThat(DataFolder.open(directory.resolve("data"))).isInstanceOfSatisfying(Opening.Opened.class, again -> {
            assertThat(again.folder().path()).exists();
        });
    }

    private static DataFolder opened(Opening opening) {
        return switch (opening) {
            case Opening.Opened(var folder) -> folder;
            case Opening.InUse _, Opening.Foreign _ -> throw new AssertionError(opening);
        };
    }

    /// Tries to hold a folder, says what came of it, and waits to be killed.
    static final class Holder {
        public static void main(String[] arguments) throws Exception {
            var opening = DataFolder.open(Path.of(arguments[0]));
            System.out.println(opening.getClass().getSimpleName());
            Thread.currentThread().join();
        }
    }
}
