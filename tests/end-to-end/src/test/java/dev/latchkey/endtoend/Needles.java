package dev.latchkey.endtoend;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Byte strings to be looked for all at once, each under a name that may be shown.
final class Needles {
    private static final int PAIRS = 1 << 16;

    private final Map<String, byte[]> needles = new LinkedHashMap<>();
    private final boolean[] begins = new boolean[PAIRS];

    void add(String name, byte[] needle) {
        needles.put(name, needle.clone());
        begins[pair(needle[0], needle[1])] = true;
    }

    void add(String name, String needle) {
        add(name, needle.getBytes(StandardCharsets.US_ASCII));
    }

    /// The names of those that occur.
    Set<String> in(byte[] hay) {
        var found = new TreeSet<String>();
        for (var at = 0; at + 1 < hay.length; at++) {
            if (begins[pair(hay[at], hay[at + 1])]) {
                addThoseAt(hay, at, found);
            }
        }
        return found;
    }

    private void addThoseAt(byte[] hay, int at, Set<String> found) {
        needles.forEach((name, needle) -> {
            var end = at + needle.length;
            if (end <= hay.length && Arrays.equals(hay, at, end, needle, 0, needle.length)) {
                found.add(name);
            }
        });
    }

    private static int pair(byte first, byte second) {
        return (first & 0xff) << 8 | (second & 0xff);
    }
}
