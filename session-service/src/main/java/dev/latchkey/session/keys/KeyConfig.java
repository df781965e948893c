package dev.latchkey.session.keys;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;

/// The keys of cookies and forms.
@ConfigMapping(prefix = "latchkey.session-keys")
interface KeyConfig {
    /// Keys of 32 bytes in base64, one a line. The first signs and seals, the second is still accepted, the rest are
    /// not read: put a new one on top to rotate.
    Path file();
}
