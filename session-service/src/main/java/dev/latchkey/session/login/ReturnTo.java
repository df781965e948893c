package dev.latchkey.session.login;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where to go on after login: a path of ours, or the start page for whatever could lead elsewhere.
record ReturnTo(String path) {
    static final ReturnTo START = new ReturnTo("/");
    private static final int LONGEST = 2_048;
    private static final char FIRST_VISIBLE = '!';
    private static final char LAST_VISIBLE = '~';

    static ReturnTo of(@Nullable String asked) {
        return Optional.ofNullable(asked)
                .filter(ReturnTo::isOurs)
                .map(ReturnTo::new)
                .orElse(START);
    }

    /// Two slashes begin a host, browsers read a backslash as a slash, and drop blanks and controls before they look.
    private static boolean isOurs(String path) {
        return path.length() <= LONGEST
                && path.startsWith("/")
                && !path.startsWith("//")
                && path.indexOf('\\') < 0
                && path.chars().allMatch(c -> c >= FIRST_VISIBLE && c <= LAST_VISIBLE);
    }
}
