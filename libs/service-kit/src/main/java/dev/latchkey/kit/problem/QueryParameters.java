package dev.latchkey.kit.problem;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Refuses a query that could be understood in two ways, or that says something nobody reads.
///
/// A misspelt filter that was ignored would show what it was to leave out. The query is read as it was sent: what reads
/// it afterwards drops a parameter without a value, and takes the first of two.
public final class QueryParameters {
    /// The server lets no such target through to here, and says 400 without a word.
    private static final Pattern BROKEN = Pattern.compile("%(?![0-9A-Fa-f]{2})");
    private static final Pattern NAME = Pattern.compile("[a-z0-9_.-]{1,40}");

    /// A semicolon, too, begins a parameter for whoever reads the query afterwards.
    private static final Pattern BETWEEN = Pattern.compile("[&;]");

    private QueryParameters() {}

    /// Every parameter is one of these, stands once and has a value.
    ///
    /// @param query as it was sent, without the question mark
    /// @throws InvalidRequestException naming the first that does not
    public static void check(String query, Set<String> known) {
        var seen = new HashSet<String>();
        BETWEEN.splitAsStream(query).filter(part -> !part.isEmpty()).forEach(part -> check(part, known, seen));
    }

    private static void check(String part, Set<String> known, Set<String> seen) {
        var equals = part.indexOf('=');
        var sent = equals < 0 ? part : part.substring(0, equals);
        if (BROKEN.matcher(part).find()) {
            throw new InvalidRequestException(shown(sent), "The percent-encoding is broken.");
        }
        var name = URLDecoder.decode(sent, UTF_8);
        if (!known.contains(name)) {
            throw new InvalidRequestException(shown(name), "There is no such parameter here.");
        }
        if (!seen.add(name) || equals < 0 || equals == part.length() - 1) {
            throw new InvalidRequestException(name, "Exactly one value is expected.");
        }
    }

    /// A name the caller made up goes back into the answer only as far as it looks like one.
    private static String shown(String name) {
        return NAME.matcher(name.toLowerCase(Locale.ROOT)).matches() ? name : "query";
    }
}
