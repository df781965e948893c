package dev.latchkey.session.bootstrap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.latchkey.session.directory.Email;
import dev.latchkey.session.directory.Person;
import jakarta.inject.Singleton;

/// Tells whoever runs the service what it begins with.
@Singleton
final class FoundedFile {
    private final BootstrapConfig config;
    private final ObjectMapper json;

    FoundedFile(BootstrapConfig config, ObjectMapper json) {
        this.config = config;
        this.json = json;
    }

    /// What stands in the file.
    ///
    /// @param person `per_…`
    record Founded(String org, String person, String email) {
        static Founded of(Person owner) {
            return new Founded(
                    owner.home().value(),
                    owner.id().publicId(),
                    owner.email().map(Email::text).orElse(""));
        }

        /// Never the address.
        @Override
        public String toString() {
            return "Founded[" + org + ", " + person + "]";
        }
    }

    void write(Person owner) {
        config.foundedFile().ifPresent(file -> OwnersFile.write(file, text(Founded.of(owner)) + "\n"));
    }

    private String text(Founded founded) {
        try {
            return json.writeValueAsString(founded);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
