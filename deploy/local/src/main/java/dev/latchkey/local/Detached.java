package dev.latchkey.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Starts the stack in a process of its own, relays what it says while it starts, and lets go of it once it is ready.
final class Detached {
    /// Said by the child when it is ready; never shown.
    private static final String READY = "latchkey: the stack is ready and goes on by itself";

    private Detached() {}

    /// The child's side: tells the parent, and lets go of the pipes, so that whoever waits for their end is released.
    static void letGo() {
        System.out.println(READY);
        System.out.close();
        System.err.close();
    }

    /// The parent's side.
    ///
    /// @param arguments the launcher's arguments for the child
    /// @return the exit code: zero when the stack is ready
    static int start(List<String> arguments) throws IOException {
        var child = new ProcessBuilder(command(arguments)).start();
        child.getOutputStream().close();
        var stop = new Thread(() -> endNow(child), "stop-child");
        var errors = new FutureTask<>(() -> relay(child.errorReader(), System.err));
        try {
            Runtime.getRuntime().addShutdownHook(stop);
            Thread.ofVirtual().start(errors);
            var ready = relay(child.inputReader(), System.out);
            Runtime.getRuntime().removeShutdownHook(stop);
            return ready ? 0 : endOf(child, errors);
        } catch (IllegalStateException ending) {
            return 1;
        }
    }

    /// Through the handle: [Process#destroy()] would also close the pipes, and with them the child's last words.
    private static void endNow(Process child) {
        child.toHandle().destroy();
        child.onExit().join();
    }

    private static int endOf(Process child, FutureTask<Boolean> errors) {
        try {
            errors.get();
            return Math.max(1, child.waitFor());
        } catch (InterruptedException | ExecutionException lost) {
            return 1;
        }
    }

    /// Ctrl-C on the terminal that started it, or its closing, is not meant for a detached stack: both signals are
    /// ignored from before the JVM starts, which it respects.
    private static List<String> command(List<String> arguments) {
        var command = new ArrayList<>(List.of("sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh", Installation.java()));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(arguments);
        return command;
    }

    /// @return whether the child said that it is ready
    private static boolean relay(BufferedReader from, PrintStream to) throws IOException {
        for (var line = from.readLine(); line != null; line = from.readLine()) {
            if (line.equals(READY)) {
                return true;
            }
            to.println(line);
        }
        return false;
    }
}
