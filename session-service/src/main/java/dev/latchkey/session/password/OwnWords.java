package dev.latchkey.session.password;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// The words an attacker who knows the person would try: of the site, of the org, of the person.
///
/// @param words folded to lower case, three characters at least
public record OwnWords(Set<String> words) {
    private static final Pattern APART = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final int SHORTEST = 3;
    private static final List<String> SITE = List.of("latchkey");

    public OwnWords {
        words = Set.copyOf(words);
    }

    /// The words of these texts: a name, an e-mail address, handles and names of orgs. Those of the site are added.
    public static OwnWords of(Collection<String> texts) {
        var found = new LinkedHashSet<>(SITE);
        for (var text : texts) {
            for (var word : APART.split(fold(text), -1)) {
                if (word.length() >= SHORTEST) {
                    found.add(word);
                }
            }
        }
        return new OwnWords(found);
    }

    /// How many characters of a text are in none of these words.
    int lengthWithoutThem(String text) {
        var rest = fold(text);
        for (var word : words) {
            rest = rest.replace(word, "");
        }
        return rest.codePointCount(0, rest.length());
    }

    private static String fold(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
