package dev.latchkey.session.live;

/// What came of giving a session another cookie.
public sealed interface Renewal {
    /// Only this cookie opens it from now on.
    record Renewed(CookieValue cookie) implements Renewal {}

    /// The cookie was none of a live session any more.
    record Gone() implements Renewal {}
}
