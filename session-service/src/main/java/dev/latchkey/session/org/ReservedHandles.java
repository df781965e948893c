package dev.latchkey.session.org;

import dev.latchkey.access.OrgHandle;
import java.util.Set;

/// Handles that no org gets: they would read as a part of the suite, in a path, a name or an address.
final class ReservedHandles {
    private static final Set<String> WORDS = Set.of(
            "latchkey",
            "account",
            "admin",
            "api",
            "app",
            "apps",
            "assets",
            "audit",
            "connected",
            "device",
            "devices",
            "discharges",
            "favicon",
            "forward-auth",
            "grants",
            "health",
            "help",
            "identify",
            "internal",
            "invite",
            "invitations",
            "leaks",
            "login",
            "logout",
            "members",
            "metrics",
            "oauth",
            "oauth2",
            "org",
            "orgs",
            "people",
            "policies",
            "policy",
            "problem",
            "problems",
            "root",
            "sessions",
            "static",
            "status",
            "step-up",
            "support",
            "system",
            "tokens",
            "usage",
            "userinfo",
            "verify",
            "well-known",
            "whoami",
            "www");

    private ReservedHandles() {}

    static boolean contains(OrgHandle handle) {
        return WORDS.contains(handle.value()) || handle.value().startsWith("latchkey-");
    }
}
