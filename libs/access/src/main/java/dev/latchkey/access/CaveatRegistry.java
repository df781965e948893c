package dev.latchkey.access;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The closed list of caveats: exactly one reader per name, and no second reader is ever tried.
///
/// Two readers for one name could disagree about one predicate, so registering a name twice stops the start.
final class CaveatRegistry {
    static final CaveatRegistry LATCHKEY = new CaveatRegistry(List.of(
            new Entry("org", CaveatReaders::org),
            new Entry("access", CaveatReaders::access),
            new Entry("resource", CaveatReaders::resource),
            new Entry("time-before", CaveatReaders::timeBefore),
            new Entry("ip", CaveatReaders::ip),
            new Entry("session", CaveatReaders::session),
            new Entry("method", CaveatReaders::method)));

    /// Reads what follows the name and one space.
    @FunctionalInterface
    interface Reader {
        Optional<Caveat> read(String rest);
    }

    /// A name and its only reader.
    record Entry(String name, Reader reader) {}

    private final Map<String, Reader> readers = new HashMap<>();

    CaveatRegistry(List<Entry> entries) {
        for (Entry entry : entries) {
            if (readers.put(entry.name(), entry.reader()) != null) {
                throw new IllegalStateException("two readers for the caveat " + entry.name());
            }
        }
    }

    Optional<Caveat> read(String predicate) {
        int space = predicate.indexOf(' ');
        if (space < 0) {
            return Optional.empty();
        }
        Reader reader = readers.get(predicate.substring(0, space));
        return reader == null ? Optional.empty() : reader.read(predicate.substring(space + 1));
    }
}
