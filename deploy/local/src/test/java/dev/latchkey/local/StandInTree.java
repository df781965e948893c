package dev.latchkey.local;

import dev.latchkey.events.ServiceName;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/// A built working tree whose services are stand-ins, and the launcher run on it as `latchkey` runs it.
record StandInTree(Path home) {
    static StandInTree in(Path home) throws IOException, URISyntaxException {
        var tree = new StandInTree(home);
        for (var service : Installation.SERVICES) {
            var folder = Files.createDirectories(tree.folder(service));
            try (var jar =
                    new JarOutputStream(Files.newOutputStream(folder.resolve("quarkus-run.jar")), tree.manifest())) {
                jar.finish();
            }
        }
        var routes = Files.createDirectories(home.resolve("deploy/kubernetes/base"));
        Files.copy(Path.of("../kubernetes/base/routes.yaml"), routes.resolve("routes.yaml"));
        return tree;
    }

    private Manifest manifest() throws URISyntaxException {
        var classes = StandInService.class.getProtectionDomain().getCodeSource().getLocation();
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, StandInService.class.getName());
        manifest.getMainAttributes()
                .put(Attributes.Name.CLASS_PATH, classes.toURI().toString());
        return manifest;
    }

    Path folder(ServiceName service) {
        return home.resolve(service.account()).resolve("target/quarkus-app");
    }

    /// What the stack runs a service from.
    Path program(ServiceName service) {
        return data().resolve("programs").resolve(service.account());
    }

    Path data() {
        return home.resolve(".latchkey");
    }

    Path stackFile() {
        return data().resolve("stack.json");
    }

    /// Starts the launcher.
    Process launch(String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(
                Installation.java(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-Dlatchkey.home=" + home,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).start();
    }

    /// Runs the launcher to its end.
    Outcome run(String... arguments) throws IOException, InterruptedException {
        var launcher = launch(arguments);
        launcher.getOutputStream().close();
        var output = new String(launcher.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        var errors = new String(launcher.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(launcher.waitFor(), output, errors.lines().toList());
    }

    /// The process of a service.
    ProcessHandle process(ServiceName service) {
        return processes().stream()
                .filter(process -> process.info()
                        .commandLine()
                        .orElse("")
                        .contains(program(service).toString()))
                .findFirst()
                .orElseThrow();
    }

    record Outcome(int exit, String output, List<String> errors) {}

    /// The processes that belong to this tree: launcher, services, database server.
    List<ProcessHandle> processes() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(home.toString()))
                .toList();
    }
}
