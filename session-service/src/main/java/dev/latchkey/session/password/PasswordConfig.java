package dev.latchkey.session.password;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/// What a hash of a password costs, and how many are computed at once.
@ConfigMapping(prefix = "latchkey.password")
interface PasswordConfig {
    /// Memory of one hash in KiB. 19 MiB with two passes is what OWASP asks for at least; raising it hashes each
    /// password anew at its next login.
    @WithDefault("19456")
    int memoryKib();

    /// Passes over that memory.
    @WithDefault("2")
    int passes();

    /// Hashes computed at once, per core. A hash waits for memory, so two share a core well.
    @WithDefault("2")
    int threadsPerCore();

    /// Hashes that wait for a thread; one more is answered 503. At some 100 ms each, a longer queue only makes people
    /// wait for what they have given up on.
    @WithDefault("32")
    int queue();

    /// Peppers, each 32 bytes in base64, one a line: hashes are made with the first, and checked with any. Without it a
    /// reader of the database can try passwords at once. None by default.
    Optional<Path> pepperFile();

    /// SHA-1 prefixes of passwords found in breaches: upper-case hex, one a line, all of one length, sorted. None by
    /// default: only the built-in list is used.
    Optional<Path> breachFile();
}
