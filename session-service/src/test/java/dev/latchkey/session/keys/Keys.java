package dev.latchkey.session.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;

/// Keys that a test knows by a name.
public final class Keys {
    private Keys() {}

    /// The first one signs.
    public static SessionKeys of(String... names) {
        return new SessionKeys(
                Arrays.stream(names)
                        .map(name -> Base64.getEncoder()
                                .encodeToString(name.repeat(32).getBytes(UTF_8)))
                        .toList(),
                new SecureRandom());
    }
}
