package dev.latchkey.local.seed;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.latchkey.embedded.PrivateFile;
import java.io.IOException;
import java.nio.file.Path;

/// The org and the owner that a data folder begins with, as session-service has told them.
///
/// @param org the org's handle
/// @param person `per_…`
/// @param password of the owner
public record Founding(String org, String person, String email, String password) {
    private static final ObjectMapper JSON = new JsonMapper();

    /// Where session-service tells them.
    public record Files(Path folder) {
        /// Org, person and address, as JSON.
        public Path facts() {
            return folder.resolve("founded.json");
        }

        /// The owner's, on one line.
        public Path password() {
            return folder.resolve("owner.password");
        }

        /// Makes room for the files, for the owner of this process alone.
        ///
        /// @throws IOException with a sentence for the operator, also where the data are of an older layout
        public void prepare() throws IOException {
            if (java.nio.file.Files.exists(folder.resolveSibling("founding.json"))) {
                throw new IOException("the data are of an older layout; begin anew with --fresh");
            }
            PrivateFile.directory(folder);
        }

        public Founding read() throws IOException {
            var told = JSON.readTree(facts().toFile());
            return new Founding(
                    told.path("org").asText(),
                    told.path("person").asText(),
                    told.path("email").asText(),
                    java.nio.file.Files.readString(password()).strip());
        }
    }

    /// Neither address nor password.
    @Override
    public String toString() {
        return "Founding[" + org + ", " + person + "]";
    }
}
