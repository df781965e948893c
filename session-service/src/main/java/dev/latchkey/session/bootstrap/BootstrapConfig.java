package dev.latchkey.session.bootstrap;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/// What an installation begins with. Read at each start; once there is a person, org, name and address mean nothing any
/// more.
@ConfigMapping(prefix = "latchkey.bootstrap")
interface BootstrapConfig {
    /// Handle of the first org. None by default: nothing is made.
    Optional<String> org();

    /// Display name of the first org; its handle if not given.
    Optional<String> orgName();

    /// E-mail address of its first owner. Must be given with the org.
    Optional<String> ownerEmail();

    /// Display name of its first owner.
    @WithDefault("Owner")
    String ownerName();

    /// A file that holds the owner's first password, such as a mounted secret. None by default: a password is made.
    Optional<Path> passwordFile();

    /// Where a made password is written, for this process's user alone. Must be given if there is no `password-file`.
    Optional<Path> madePasswordFile();

    /// Where org, owner and address are written at each start, as JSON, for this process's user alone. None by default.
    Optional<Path> foundedFile();

    /// Whether the first password lasts, instead of 24 hours and one login. For the local stack alone: with a public
    /// origin that is not loopback the service does not get ready.
    @WithDefault("false")
    boolean keepPassword();
}
