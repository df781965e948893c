package dev.latchkey.token.keys;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Where the key-encryption key is: in exactly one of a file and the configuration itself.
@ConfigMapping(prefix = "latchkey.keys")
interface KeyConfig {
    /// A Tink keyset (AES-256-GCM) in JSON, mounted as a file that others cannot read.
    Optional<Path> kekFile();

    /// The same JSON itself, for deployments that hand secrets over in the environment. None by default.
    Optional<String> kek();

    /// How often root keys are looked through: opened, wrapped anew, deleted when due.
    @WithDefault("1h")
    Duration upkeepEvery();
}
