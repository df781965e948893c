package dev.latchkey.token.leak;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/// How much anybody may report, and who signs the reports of GitHub.
@ConfigMapping(prefix = "latchkey.leaks")
interface LeakConfig {
    /// Reports a minute from one client network (IPv4 /24, IPv6 /48); a minute's worth may come at once.
    @WithDefault("60")
    int perMinuteAndNetwork();

    /// Reports a minute from everybody together; a minute's worth may come at once.
    @WithDefault("600")
    int perMinute();

    /// The public keys of GitHub's secret scanning: a file path, or an https URI such as
    /// `https://api.github.com/meta/public_keys/secret_scanning`. Without it the webhook is not there.
    Optional<String> githubKeys();
}
