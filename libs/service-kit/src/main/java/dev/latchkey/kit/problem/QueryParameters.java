package dev.latchkey.kit.problem;

import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Locale;
import java.util.Set;

/// Refuses a query that could be understood in two ways, or that says something nobody reads.
///
/// A misspelt filter that was ignored would show what it was to leave out.
public final class QueryParameters {
    private QueryParameters() {}

    /// Every parameter is one of these, stands once and has a value.
    ///
    /// @throws InvalidRequestException naming the first that does not
    public static void check(MultivaluedMap<String, String> given, Set<String> known) {
        given.forEach((name, values) -> {
            if (!known.contains(name)) {
                throw new InvalidRequestException(shown(name), "There is no such parameter here.");
            }
            if (values.size() != 1 || values.getFirst().isEmpty()) {
                throw new InvalidRequestException(name, "Exactly one value is expected.");
            }
        });
    }

    /// A name the caller made up goes back into the answer only as far as it looks like one.
    private static String shown(String name) {
        return name.toLowerCase(Locale.ROOT).matches("[a-z0-9_.-]{1,40}") ? name : "query";
    }
}
