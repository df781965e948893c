package dev.latchkey.local.seed;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.latchkey.embedded.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.random.RandomGenerator;

/// The org and the owner that a data folder begins with, the same at every start.
///
/// @param org the org's handle
/// @param person `per_…`
/// @param membership `mem_…`
/// @param at when it was founded, to the second
public record Founding(String org, String person, String email, String membership, String at) {
    private static final ObjectMapper JSON = new JsonMapper();
    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int ID_LENGTH = 12;

    /// Reads the founding of a data folder; makes it at the first start.
    public static Founding in(Path file, RandomGenerator random, Instant now) throws IOException {
        if (Files.exists(file)) {
            return JSON.readValue(file.toFile(), Founding.class);
        }
        var founding = new Founding(
                "acme",
                "per_" + id(random),
                "owner@acme.example",
                "mem_" + id(random),
                Instant.ofEpochSecond(now.getEpochSecond()).toString());
        PrivateFile.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(founding));
        return founding;
    }

    private static String id(RandomGenerator random) {
        var id = new StringBuilder();
        for (var position = 0; position < ID_LENGTH; position++) {
            id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }
}
