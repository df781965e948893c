package dev.latchkey.local.stack;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.logging.Level;
import java.util.logging.Logger;

/// The parts that are up, stopped in the reverse order of their start: one that fails to stop does not keep the others
/// running.
final class Parts implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Parts.class.getName());

    private final Deque<AutoCloseable> running = new ArrayDeque<>();

    synchronized <T extends AutoCloseable> T add(T part) {
        running.push(part);
        return part;
    }

    @Override
    public synchronized void close() {
        while (!running.isEmpty()) {
            try {
                running.pop().close();
            } catch (Exception failed) { // the next part must stop all the same
                LOG.log(Level.WARNING, "a part did not stop cleanly", failed);
            }
        }
    }
}
