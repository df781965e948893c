package dev.latchkey.local;

import dev.latchkey.events.ServiceName;
import java.nio.file.Path;
import java.util.List;

/// Where the parts of the stack lie in a built working tree.
///
/// @param home the root of the tree
public record Installation(Path home) {
    /// The services that are built so far, in the order they are shown.
    public static final List<ServiceName> SERVICES = List.of(ServiceName.TOKEN, ServiceName.AUDIT);

    public Path routes() {
        return home.resolve("deploy/kubernetes/base/routes.yaml");
    }

    /// Where data go when nothing else is said.
    public Path defaultData() {
        return home.resolve(".latchkey");
    }

    /// The folder that the build of a service fills.
    public Path built(ServiceName service) {
        return home.resolve(service.account()).resolve("target/quarkus-app");
    }

    /// The command that runs a service in a JVM of modest size.
    ///
    /// @param program what its build has made, or a copy of it
    public static List<String> command(Path program) {
        return List.of(
                java(),
                "-Xmx160m",
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-jar",
                jar(program).toString());
    }

    static Path jar(Path program) {
        return program.resolve("quarkus-run.jar");
    }

    /// The Java of this process, so that one choice of JDK holds for all.
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
