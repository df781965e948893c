package dev.latchkey.token.keys;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;

/// Where the key-encryption key is.
@ConfigMapping(prefix = "latchkey.keys")
interface KeyConfig {
    /// A Tink keyset (AES-256-GCM) in JSON, mounted as a file that only this service's user may read.
    Path kekFile();
}
