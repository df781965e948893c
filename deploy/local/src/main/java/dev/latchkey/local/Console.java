package dev.latchkey.local;

import java.io.PrintStream;
import java.time.Duration;

/// What the operator reads while the stack comes and goes: one line per part.
public final class Console {
    private final PrintStream out;

    public Console(PrintStream out) {
        this.out = out;
    }

    public void line(String text) {
        out.println(text);
        out.flush();
    }

    /// A part that is up.
    public void up(String part, String where, Duration took) {
        line("  %-15s %-32s %5.1f s".formatted(part, where, took.toMillis() / 1000.0));
    }
}
