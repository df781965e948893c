package dev.latchkey.local.seed;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.latchkey.embedded.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The first tokens of a data folder: minted once, and anew when token-service no longer accepts them.
public final class KeptTokens {
    private static final ObjectMapper JSON = new JsonMapper();

    private final Path file;
    private final TokenDoor door;

    public KeptTokens(Path file, TokenDoor door) {
        this.file = file;
        this.door = door;
    }

    public FirstTokens of(Founding founding) throws IOException, InterruptedException {
        if (Files.exists(file)) {
            var kept = JSON.readValue(file.toFile(), FirstTokens.class);
            if (door.accepts(kept, founding)) {
                return kept;
            }
        }
        var fresh = door.mint(founding);
        PrivateFile.write(file, JSON.writeValueAsString(fresh));
        return fresh;
    }
}
