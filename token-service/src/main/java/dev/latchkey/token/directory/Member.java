package dev.latchkey.token.directory;

import dev.latchkey.events.MembershipChanged.Role;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/// An active person in an org, with what the org has decided about tokens.
public record Member(Role role, TokenPolicy policy) {
    static Member of(Object[] row) {
        var life = Optional.ofNullable((Number) row[1]).map(Number::longValue).map(Duration::ofSeconds);
        return new Member(
                Role.valueOf(((String) row[0]).toUpperCase(Locale.ROOT)), new TokenPolicy(life, (Boolean) row[2]));
    }
}
