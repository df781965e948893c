package dev.latchkey.access;

import java.util.Optional;

/// A path the integrator chooses, such as `apps/web`; it stands for itself and everything below.
///
/// One to 16 segments joined by `/`, at most 200 characters; a segment is 1 to 64 of `A-Z a-z 0-9 . _ ~ : @ -`
/// and neither `.` nor `..`. Case counts, nothing is decoded, and there is no wildcard: two spellings are two
/// resources. What does not fit is no resource at all, so `apps/web/..` or `apps%2Fweb` can never be compared
/// with one.
///
/// @param path the path, without a leading or trailing slash
public record Resource(String path) {
    /// A path comes directly before the paths below it, because `/` sorts before all characters of a segment.
    static final Nesting<Resource> NESTING = new Nesting<>((a, b) -> compareTrees(a.path, b.path), Resource::covers);

    private static final int LONGEST = 200;
    private static final int MOST_SEGMENTS = 16;
    private static final int LONGEST_SEGMENT = 64;

    public Resource {
        if (!valid(path)) {
            throw new IllegalArgumentException("not a resource path");
        }
    }

    public static Optional<Resource> parse(String text) {
        return valid(text) ? Optional.of(new Resource(text)) : Optional.empty();
    }

    /// Whether `other` is this resource or lies below it, at a segment boundary.
    public boolean covers(Resource other) {
        String theirs = other.path;
        return theirs.startsWith(path) && (theirs.length() == path.length() || theirs.charAt(path.length()) == '/');
    }

    private static boolean valid(String text) {
        if (text.length() > LONGEST) {
            return false;
        }
        int segments = 0;
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || text.charAt(i) == '/') {
                if (++segments > MOST_SEGMENTS || !segment(text, start, i)) {
                    return false;
                }
                start = i + 1;
            } else if (!allowed(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean segment(String text, int from, int to) {
        int length = to - from;
        return length >= 1 && length <= LONGEST_SEGMENT && !onlyDots(text, from, length);
    }

    private static boolean onlyDots(String text, int from, int length) {
        return length <= 2 && text.charAt(from) == '.' && text.charAt(from + length - 1) == '.';
    }

    private static boolean allowed(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "._~:@-".indexOf(c) >= 0;
    }

    private static int compareTrees(String a, String b) {
        int shared = Math.min(a.length(), b.length());
        for (int i = 0; i < shared; i++) {
            if (a.charAt(i) != b.charAt(i)) {
                return Integer.compare(rank(a.charAt(i)), rank(b.charAt(i)));
            }
        }
        return Integer.compare(a.length(), b.length());
    }

    private static int rank(char c) {
        return c == '/' ? 0 : c;
    }

    @Override
    public String toString() {
        return path;
    }
}
