package dev.latchkey.local;

/// Ends the command with one line for the operator.
public final class LauncherException extends Exception {
    private static final long serialVersionUID = 1L;

    public LauncherException(String line) {
        super(line, null, false, false);
    }

    public LauncherException(String line, Throwable cause) {
        super(line, cause);
    }

    /// The line.
    public String line() {
        return String.valueOf(getMessage());
    }
}
