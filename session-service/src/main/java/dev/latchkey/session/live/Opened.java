package dev.latchkey.session.live;

import dev.latchkey.access.SessionId;

/// A session and the cookie that opens it, which nobody sees again.
public record Opened(SessionId session, CookieValue cookie) {}
