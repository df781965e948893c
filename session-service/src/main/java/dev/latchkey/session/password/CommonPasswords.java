package dev.latchkey.session.password;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.inject.Singleton;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/// The built-in list, and what people make of its entries to reach a length: repeating them, or putting digits around.
@Singleton
final class CommonPasswords implements BreachCheck {
    private static final String LIST = "/common-passwords.txt";
    private static final Pattern AROUND = Pattern.compile("^[^\\p{L}]+|[^\\p{L}]+$");
    private static final List<String> ROWS = List.of(
            "0123456789012345678901234567890",
            "abcdefghijklmnopqrstuvwxyzabcdefghijklm",
            "qwertyuiopasdfghjklzxcvbnmqwertyuiop",
            "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p");
    private static final int UNRELATED = 4;

    private final Set<String> list;

    CommonPasswords() {
        this.list = read();
    }

    private static Set<String> read() {
        var stream = Objects.requireNonNull(CommonPasswords.class.getResourceAsStream(LIST), LIST);
        try (var lines = new BufferedReader(new InputStreamReader(stream, UTF_8))) {
            var entries = new HashSet<String>();
            lines.lines()
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .forEach(entries::add);
            return Set.copyOf(entries);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public boolean knows(String password) {
        var folded = password.toLowerCase(Locale.ROOT);
        var bare = AROUND.matcher(folded).replaceAll("");
        return list.contains(folded)
                || list.contains(bare)
                || list.contains(unit(bare))
                || isRepetition(folded)
                || isRun(folded);
    }

    private static boolean isRepetition(String text) {
        return unit(text).length() <= text.length() / 2;
    }

    /// The shortest text that, repeated and cut, gives this one.
    private static String unit(String text) {
        for (var length = 1; length < text.length(); length++) {
            if (text.startsWith(text.substring(length))) {
                return text.substring(0, length);
            }
        }
        return text;
    }

    /// Keys in their order, forwards or backwards, and hardly anything else.
    private static boolean isRun(String text) {
        for (var row : ROWS) {
            var reversed = new StringBuilder(row).reverse().toString();
            if (text.length() - inOrder(text, row) < UNRELATED || text.length() - inOrder(text, reversed) < UNRELATED) {
                return true;
            }
        }
        return false;
    }

    /// How many characters are followed by the one that the row has after them, and one.
    private static int inOrder(String text, String row) {
        var found = 1;
        for (var i = 0; i + 1 < text.length(); i++) {
            found += row.contains(text.substring(i, i + 2)) ? 1 : 0;
        }
        return found;
    }
}
