package dev.latchkey.session.directory;

import dev.latchkey.events.MembershipChanged.Role;
import java.util.Locale;
import java.util.Optional;

/// The four roles, of which each includes the next: owner, admin, member, viewer.
public final class Roles {
    private Roles() {}

    /// Whether who has this role may do what `other` may.
    public static boolean includes(Role role, Role other) {
        return role.compareTo(other) <= 0;
    }

    /// The word of the API and of the tables.
    public static String slug(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Role> parse(String text) {
        return switch (text) {
            case "owner" -> Optional.of(Role.OWNER);
            case "admin" -> Optional.of(Role.ADMIN);
            case "member" -> Optional.of(Role.MEMBER);
            case "viewer" -> Optional.of(Role.VIEWER);
            default -> Optional.empty();
        };
    }
}
