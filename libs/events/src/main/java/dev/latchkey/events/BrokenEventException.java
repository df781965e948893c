package dev.latchkey.events;

/// A record that can never be consumed, however often it is tried. The message holds nothing of its data.
public final class BrokenEventException extends Exception {
    private static final long serialVersionUID = 1L;

    /// @param message a fixed sentence
    public BrokenEventException(String message) {
        super(message);
    }

    BrokenEventException(String message, Throwable cause) {
        super(message, cause);
    }
}
