package dev.latchkey.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/// A process under watch, with the command line it had: what has ended shows none any more.
record Watched(ProcessHandle process, String commandLine) {
    private static final String STATE = "State:";

    static Watched of(ProcessHandle process) {
        return new Watched(process, process.info().commandLine().orElse("?"));
    }

    /// The processes whose command line names a folder, as all those of a stack name its data or its jars.
    static List<Watched> naming(Path folder) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(folder.toString()))
                .map(Watched::of)
                .toList();
    }

    /// Those that run, each on a line with all that helps to find out why.
    static String running(Collection<Watched> processes) {
        return processes.stream()
                .filter(Watched::isRunning)
                .map(Watched::report)
                .collect(Collectors.joining("\n"));
    }

    /// Not so once it has ended, although the system lists it until its parent has taken note.
    private boolean isRunning() {
        return process.isAlive() && !status().contains(STATE + "\tZ");
    }

    private String report() {
        var facts = status().lines()
                .filter(line -> line.matches("(State|PPid|Threads|SigIgn|SigCgt):.*"))
                .map(line -> line.replace('\t', ' '))
                .collect(Collectors.joining(", "));
        return process.pid() + " (" + facts + ") " + commandLine;
    }

    /// Empty where the system has no such file, or the process is gone.
    private String status() {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "status"));
        } catch (IOException none) {
            return "";
        }
    }
}
