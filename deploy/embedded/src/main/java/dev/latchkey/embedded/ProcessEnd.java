package dev.latchkey.embedded;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// The end of a process that may be nobody's child: it has ended as soon as it runs no more, even while the process
/// that should take note of its end has not done so. Some first processes of containers look only every few seconds,
/// or never.
public final class ProcessEnd {
    private static final Duration PAUSE = Duration.ofMillis(10);

    private ProcessEnd() {}

    /// Whether the process runs no more.
    public static boolean isReached(ProcessHandle process) {
        return !process.isAlive() || isZombie(process);
    }

    /// proc_pid_stat(5): the state follows the name in parentheses, which may itself hold some. Systems without this
    /// file have a first process that takes note at once.
    private static boolean isZombie(ProcessHandle process) {
        try {
            var stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"), ISO_8859_1);
            return stat.startsWith("Z", stat.lastIndexOf(')') + 2);
        } catch (IOException none) {
            return false;
        }
    }

    /// Waits until the process runs no more.
    ///
    /// @return whether it has ended within the limit
    public static boolean await(ProcessHandle process, Duration limit) throws InterruptedException {
        var begin = System.nanoTime();
        while (!isReached(process)) {
            if (System.nanoTime() - begin > limit.toNanos()) {
                return false;
            }
            Thread.sleep(PAUSE);
        }
        return true;
    }
}
