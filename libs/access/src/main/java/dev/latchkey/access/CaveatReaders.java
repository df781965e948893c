package dev.latchkey.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/// The grammar of each caveat after its name: one space where one is shown, none elsewhere, no empty value.
final class CaveatReaders {
    private static final String EQUALS = "= ";
    private static final String IN = "in ";

    private CaveatReaders() {}

    static Optional<Caveat> org(String rest) {
        return rest.startsWith(EQUALS)
                ? OrgHandle.parse(rest.substring(EQUALS.length())).map(Caveat.Org::new)
                : Optional.empty();
    }

    static Optional<Caveat> access(String rest) {
        return rest.startsWith(EQUALS)
                ? Access.parse(rest.substring(EQUALS.length())).map(Caveat.AtMost::new)
                : Optional.empty();
    }

    static Optional<Caveat> resource(String rest) {
        if (rest.startsWith(EQUALS)) {
            return Resource.parse(rest.substring(EQUALS.length())).map(path -> new Caveat.Within(List.of(path)));
        }
        return list(rest, Resource::parse).map(Caveat.Within::new);
    }

    static Optional<Caveat> timeBefore(String rest) {
        return Timestamps.read(rest).map(Caveat.Before::new);
    }

    static Optional<Caveat> ip(String rest) {
        return list(rest, Network::parse).map(Caveat.From::new);
    }

    static Optional<Caveat> session(String rest) {
        return rest.startsWith(EQUALS)
                ? SessionId.parsePublic(rest.substring(EQUALS.length())).map(Caveat.During::new)
                : Optional.empty();
    }

    static Optional<Caveat> method(String rest) {
        return list(rest, word -> Caveat.Methods.isVerb(word) ? Optional.of(word) : Optional.empty())
                .map(names -> new Caveat.Methods(new TreeSet<>(names)));
    }

    /// The words after `in `, each read by `reader`; empty if one is empty or not readable.
    private static <T> Optional<List<T>> list(String rest, Function<String, Optional<T>> reader) {
        if (!rest.startsWith(IN)) {
            return Optional.empty();
        }
        List<T> values = new ArrayList<>();
        for (int from = IN.length(); from >= 0; ) {
            int space = rest.indexOf(' ', from);
            Optional<T> value = reader.apply(space < 0 ? rest.substring(from) : rest.substring(from, space));
            if (value.isEmpty()) {
                return Optional.empty();
            }
            values.add(value.get());
            from = space < 0 ? -1 : space + 1;
        }
        return Optional.of(values);
    }
}
