package dev.latchkey.local.stack;

import dev.latchkey.embedded.PrivateFile;
import dev.latchkey.embedded.Tree;
import dev.latchkey.events.ServiceName;
import dev.latchkey.local.Installation;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The services as they were built when the stack started: whoever builds or cleans meanwhile takes nothing away from
/// under a process that runs, or that is started again.
final class Programs {
    private final Path folder;

    private Programs(Path folder) {
        this.folder = folder;
    }

    /// Copies what is built into a folder, in place of what the last run had there. No links: some builds write into a
    /// file that is there.
    static Programs copy(Installation installation, Path folder) throws IOException {
        Tree.delete(folder);
        var programs = new Programs(PrivateFile.directory(folder));
        for (var service : Installation.SERVICES) {
            copy(installation.built(service), programs.of(service));
        }
        return programs;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var entries = Files.walk(from, FileVisitOption.FOLLOW_LINKS)) {
            for (var entry : entries.toList()) {
                Files.copy(entry, to.resolve(from.relativize(entry).toString()));
            }
        }
    }

    private Path of(ServiceName service) {
        return folder.resolve(service.account());
    }

    /// The command that runs a service.
    List<String> command(ServiceName service) {
        return Installation.command(of(service));
    }
}
