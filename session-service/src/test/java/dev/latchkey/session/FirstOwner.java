package dev.latchkey.session;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;

/// The service under test begins with an org and its owner.
public final class FirstOwner implements QuarkusTestResourceLifecycleManager {
    public static final String EMAIL = "Grace.Hopper@acme.example";

    @Override
    public Map<String, String> start() {
        try {
            var folder = Files.createTempDirectory("latchkey-bootstrap-");
            return Map.of(
                    "latchkey.bootstrap.org",
                    "acme",
                    "latchkey.bootstrap.org-name",
                    "Acme",
                    "latchkey.bootstrap.owner-email",
                    EMAIL,
                    "latchkey.bootstrap.owner-name",
                    "Grace",
                    "latchkey.bootstrap.made-password-file",
                    folder.resolve("owner.password").toString(),
                    "latchkey.bootstrap.founded-file",
                    folder.resolve("founded.json").toString());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// The file that a setting names.
    public static Path file(String setting) {
        return ConfigProvider.getConfig().getValue("latchkey.bootstrap." + setting, Path.class);
    }

    @Override
    public void stop() {}
}
