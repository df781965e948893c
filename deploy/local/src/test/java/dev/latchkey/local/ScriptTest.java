package dev.latchkey.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The script `latchkey` in a tree of its own, with programs that only say what they were called with.
class ScriptTest {
    private static final String SAYS_WHAT_IT_IS_CALLED_WITH = "#!/bin/sh\necho \"$(basename \"$0\") in $PWD: $*\"\n";

    /// All that the script may rely on; the machine's own Maven is not among them.
    private static final List<String> TOOLS = List.of(
            "bash",
            "sh",
            "cat",
            "basename",
            "cp",
            "dirname",
            "find",
            "head",
            "mkdir",
            "mktemp",
            "mv",
            "readlink",
            "rm",
            "touch");

    private static final List<String> SOURCES =
            List.of("pom.xml", ".mvn/jvm.config", "libs/a/src/main/A", "deploy/b/src/main/B");

    @TempDir
    private Path directory;

    private Path tree = Path.of("");
    private Path programs = Path.of("");
    private String path = "";
    private String javaHome = "";

    @BeforeEach
    void makeTree() throws IOException {
        tree = Files.createDirectory(directory.toRealPath().resolve("tree"));
        programs = Files.createDirectory(directory.resolve("programs"));
        path = programs.toString();
        for (var tool : TOOLS) {
            var found = Files.exists(Path.of("/bin", tool)) ? "/bin/" : "/usr/bin/";
            program(programs.resolve(tool), "#!/bin/sh\nexec " + found + tool + " \"$@\"\n");
        }
        // The machine's own JDKs must not be found.
        var script = Files.readString(Path.of("../../latchkey")).replace("/usr/lib/jvm/", directory + "/jvm/");
        program(tree.resolve("latchkey"), script);
        for (var folder : List.of(".mvn", "libs/a/src/main", "deploy/b/src/main", "token-service", "audit-service")) {
            Files.createDirectories(tree.resolve(folder));
        }
        for (var source : SOURCES) {
            Files.createFile(tree.resolve(source));
        }
        program(programs.resolve("mvn"), SAYS_WHAT_IT_IS_CALLED_WITH + """
                for jar in deploy/local/target/latchkey-local.jar token-service/target/quarkus-app/quarkus-run.jar \\
                  audit-service/target/quarkus-app/quarkus-run.jar; do
                  mkdir -p "$(dirname "$jar")" && touch "$jar"
                done
                """);
        javaHome = jdk("jdk-25", "25.0.1").toString();
    }

    @Test
    void upBuildsAndLaunches() throws Exception {
        // when
        var outcome = run(tree, "./latchkey", "up", "--port", "9090");

        // then
        assertThat(outcome.exit()).isZero();
        assertThat(outcome.output())
                .containsExactly(
                        "latchkey: building",
                        "mvn in " + tree + ": -q -B -Dstyle.color=never -Dmaven.test.skip=true"
                                + " -pl token-service,audit-service,deploy/local -am package",
                        "java in " + tree + ": " + launch("up --port 9090"));
    }

    @Test
    void upBuildsNothingWhenNothingChanged() throws Exception {
        // given
        run(tree, "./latchkey", "up");

        // when
        var outcome = run(tree, "./latchkey", "up");

        // then
        assertThat(outcome.output()).containsExactly("java in " + tree + ": " + launch("up"));
    }

    @Test
    void upBuildsAgainAfterASourceOrABuildFileChanged() throws Exception {
        for (var changed : SOURCES) {
            // given
            run(tree, "./latchkey", "up");
            Files.setLastModifiedTime(
                    tree.resolve(changed), FileTime.from(Instant.now().plusSeconds(5)));

            // when
            var outcome = run(tree, "./latchkey", "up");

            // then
            assertThat(outcome.output()).as(changed).contains("latchkey: building");
            Files.setLastModifiedTime(tree.resolve(changed), FileTime.fromMillis(0));
        }
    }

    @Test
    void anyDirectoryAndAnyLinkWillDo() throws Exception {
        // given
        var elsewhere = Files.createDirectory(directory.toRealPath().resolve("else where"));
        Files.createSymbolicLink(elsewhere.resolve("lk"), Path.of("../tree/latchkey"));

        // when
        var outcome = run(elsewhere, "./lk", "up", "--data", "my data");

        // then
        assertThat(outcome.output()).endsWith("java in " + elsewhere + ": " + launch("up --data my data"));
    }

    @Test
    void anOldJdkIsPassedOver() throws Exception {
        // given
        javaHome = jdk("jdk-21", "21.0.9").toString();
        jdk("home/.sdkman/candidates/java/26-open", "26-ea");

        // when
        var outcome = run(tree, "./latchkey", "up");

        // then
        assertThat(outcome.exit()).isZero();
    }

    @Test
    void theJdkOnThePathIsFound() throws Exception {
        // given
        javaHome = "";
        path = programs + ":" + jdk("jdk-26", "26").resolve("bin");

        // then
        assertThat(run(tree, "./latchkey", "up").exit()).isZero();
    }

    @Test
    void theJdkBehindALinkedCompilerOnThePathIsFound() throws Exception {
        // given
        javaHome = "";
        var alternative =
                Files.createDirectory(directory.resolve("alternatives")).resolve("javac");
        Files.createSymbolicLink(alternative, Path.of("../jdk-26/bin/javac"));
        Files.createSymbolicLink(programs.resolve("javac"), alternative.toAbsolutePath());
        jdk("jdk-26", "26");

        // then
        assertThat(run(tree, "./latchkey", "up").exit()).isZero();
    }

    @Test
    void aJdkOfTheSystemIsFound() throws Exception {
        // given
        javaHome = "";
        jdk("jvm/java-21", "21.0.9");
        jdk("jvm/java-25", "25");

        // then
        assertThat(run(tree, "./latchkey", "up").exit()).isZero();
    }

    @Test
    void noJdkIsOneLine() throws Exception {
        // given
        javaHome = jdk("jdk-21", "21.0.9").toString();

        // when
        var outcome = run(tree, "./latchkey", "up");

        // then
        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.output())
                .containsExactly("latchkey: no JDK 25 or newer found; install one (such as Eclipse Temurin 25)"
                        + " or set JAVA_HOME");
    }

    @Test
    void noMavenIsOneLine() throws Exception {
        // given
        Files.delete(programs.resolve("mvn"));

        // when
        var outcome = run(tree, "./latchkey", "test");

        // then
        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.output())
                .containsExactly("latchkey: Maven (mvn) is not on the PATH; install Apache Maven 3.8.7 or newer");
    }

    @Test
    void aFailedBuildStartsNothing() throws Exception {
        // given
        program(programs.resolve("mvn"), "#!/bin/sh\nexit 1\n");

        // when
        var outcome = run(tree, "./latchkey", "up");

        // then
        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.output()).containsExactly("latchkey: building", "latchkey: the build failed");
    }

    @Test
    void testVerifiesOnTheInfrastructureAskedFor() throws Exception {
        assertThat(run(tree, "./latchkey", "test").output())
                .containsExactly(
                        "latchkey: testing on infrastructure: auto",
                        "mvn in " + tree + ": -B -T 2 -Dlatchkey.test.infrastructure=auto verify");
        assertThat(run(tree, "./latchkey", "test", "--containers").output())
                .endsWith("mvn in " + tree + ": -B -T 2 -Dlatchkey.test.infrastructure=containers verify");
    }

    @Test
    void anUnknownCommandOrOptionIsOneLine() throws Exception {
        assertThat(run(tree, "./latchkey", "upp"))
                .isEqualTo(
                        new Outcome(1, List.of("latchkey: unknown command: upp (latchkey help shows the commands)")));
        assertThat(run(tree, "./latchkey", "test", "--quick"))
                .isEqualTo(new Outcome(
                        1, List.of("latchkey: unknown option for test: --quick (latchkey help shows the options)")));
    }

    @Test
    void downRunsTheLauncherThatIsBuilt() throws Exception {
        // given
        run(tree, "./latchkey", "up");

        // then
        assertThat(run(tree, "./latchkey", "down").output()).containsExactly("java in " + tree + ": " + launch("down"));
    }

    @Test
    void downBuildsTheLauncherWhereSomebodyHasCleanedUp() throws Exception {
        // when
        var outcome = run(tree, "./latchkey", "down", "--data", "d");

        // then
        assertThat(outcome.exit()).isZero();
        assertThat(outcome.output())
                .containsExactly(
                        "latchkey: building the launcher",
                        "mvn in " + tree + ": -q -B -Dstyle.color=never -Dmaven.test.skip=true"
                                + " -pl deploy/local -am package",
                        "java in " + tree + ": " + launch("down --data d"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"up", "test"})
    void aBuildLeavesTheLauncherThatRunsItsFile(String command) throws Exception {
        // given
        run(tree, "./latchkey", "up");
        var jar = Files.writeString(tree.resolve("deploy/local/target/latchkey-local.jar"), "old");
        Files.setLastModifiedTime(
                tree.resolve("pom.xml"), FileTime.from(Instant.now().plusSeconds(5)));
        Files.writeString(programs.resolve("mvn"), "#!/bin/sh\nprintf new >" + jar + "\n");

        try (var running = Files.newInputStream(jar)) {
            // when
            run(tree, "./latchkey", command);

            // then
            assertThat(jar).hasContent("new");
            assertThat(running.readAllBytes()).isEqualTo("old".getBytes(StandardCharsets.UTF_8));
        }
    }

    private record Outcome(int exit, List<String> output) {}

    private Outcome run(Path workingDirectory, String... command) throws Exception {
        var builder = new ProcessBuilder(new ArrayList<>(List.of(command)))
                .directory(workingDirectory.toFile())
                .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", path);
        builder.environment().put("HOME", directory.resolve("home").toString());
        builder.environment().put("JAVA_HOME", javaHome);
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), output.lines().toList());
    }

    private String launch(String arguments) {
        return "-Xmx256m -XX:+UseSerialGC --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED"
                + " -Dlatchkey.home=" + tree + " -jar " + tree + "/deploy/local/target/latchkey-local.jar " + arguments;
    }

    private Path jdk(String name, String version) throws IOException {
        var home = Files.createDirectories(directory.resolve(name));
        Files.createDirectories(home.resolve("bin"));
        program(home.resolve("bin/java"), SAYS_WHAT_IT_IS_CALLED_WITH);
        program(home.resolve("bin/javac"), SAYS_WHAT_IT_IS_CALLED_WITH);
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    private static void program(Path file, String script) throws IOException {
        Files.writeString(file, script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
