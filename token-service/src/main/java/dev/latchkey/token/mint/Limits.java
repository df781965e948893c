package dev.latchkey.token.mint;

import dev.latchkey.access.Caveat;
import dev.latchkey.access.Network;
import dev.latchkey.kit.problem.InvalidRequestException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Reads the further restrictions of a request, each of which becomes one caveat.
final class Limits {
    /// What fits into one predicate of the format.
    static final int LONGEST_PREDICATE = 255;

    private Limits() {}

    static Optional<List<Network>> networks(@Nullable List<@Nullable String> asked) {
        if (asked == null) {
            return Optional.empty();
        }
        var networks = new ArrayList<Network>();
        for (var text : asked) {
            networks.add(Optional.ofNullable(text)
                    .flatMap(Network::parse)
                    .orElseThrow(() -> new InvalidRequestException(
                            "ip", "Networks such as 203.0.113.0/24 or 2001:db8::/32, without host bits.")));
        }
        if (networks.isEmpty() || new Caveat.From(networks).text().length() > LONGEST_PREDICATE) {
            throw new InvalidRequestException("ip", "At least one network, and about a dozen at most.");
        }
        return Optional.of(List.copyOf(networks));
    }

    static Optional<NavigableSet<String>> methods(@Nullable List<@Nullable String> asked) {
        if (asked == null) {
            return Optional.empty();
        }
        var methods = new TreeSet<String>();
        for (var word : asked) {
            if (word == null || !word.matches("[A-Z]{3,16}")) {
                throw new InvalidRequestException("methods", "HTTP methods in upper case, such as GET.");
            }
            methods.add(word);
        }
        if (methods.isEmpty() || new Caveat.Methods(methods).text().length() > LONGEST_PREDICATE) {
            throw new InvalidRequestException("methods", "At least one method, and a few dozen at most.");
        }
        return Optional.of(methods);
    }
}
