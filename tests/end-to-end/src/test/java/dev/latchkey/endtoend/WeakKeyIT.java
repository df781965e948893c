package dev.latchkey.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A packaged token-service is one in production: without a key-encryption key fit for that it does not get ready.
@WithStack
@Order(6)
class WeakKeyIT {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final String KEK_FILE = "LATCHKEY_KEYS_KEK_FILE";

    /// The one that stands in docs/keys.md.
    private static final String SAMPLE = """
            {"primaryKeyId": 7,
             "key": [{"keyId": 7, "status": "ENABLED", "outputPrefixType": "TINK",
                      "keyData": {"typeUrl": "type.googleapis.com/google.crypto.tink.AesGcmKey", "keyMaterialType": "SYMMETRIC",
                                  "value": "GiCwV0hF+Tbb3V6S9usqBWsetcLLpc+abXFxt9PiOxiD/w=="}}]}
            """;

    @TempDir
    Path folder = Path.of("");

    @Test
    void aPackagedServiceIsNotReadyWithoutAKeyOrWithThePublishedOne(Stack stack) throws IOException {
        var published = folder.resolve("kek.json");
        Files.createFile(published, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(published, SAMPLE);

        assertNotReady(stack, "", "neither latchkey.keys.kek-file nor latchkey.keys.kek is set");
        assertNotReady(stack, published.toString(), "published");
    }

    private static void assertNotReady(Stack stack, String kekFile, String why) throws IOException {
        try (var service = new SecondVerifier(stack, Map.of(KEK_FILE, kekFile, "LATCHKEY_VERIFIER_ID", "weak"))) {
            Awaitility.await("why it is not ready")
                    .atMost(START_LIMIT)
                    .ignoreExceptions()
                    .untilAsserted(() -> {
                        var ready = service.readiness();
                        assertThat(ready.statusCode()).isEqualTo(503);
                        assertThat(ready.body()).contains("\"keys\"").contains(why);
                    });
        }
    }
}
