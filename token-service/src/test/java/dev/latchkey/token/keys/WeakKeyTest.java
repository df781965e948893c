package dev.latchkey.token.keys;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.latchkey.access.KeyId;
import dev.latchkey.access.OrgHandle;
import dev.latchkey.embedded.identity.SecretFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeakKeyTest {
    private static final KeyId KEY = new KeyId(new OrgHandle("acme"), 1);

    @Test
    void weakKeyStopsTheStart(@TempDir Path directory) throws Exception {
        // given
        var good = Keks.keyset(Keks.part(1));
        var shared = file(directory, "shared.json", good, "rw-r--r--");
        var own = file(directory, "own.json", good, "rw-r-----");
        var published = Keks.keyset(Keks.part(2), Keks.Part.of(7, published()));
        var configurations = Map.of(
                Keks.neither(), "neither latchkey.keys.kek-file nor latchkey.keys.kek is set",
                Keks.both(own, good),
                        "both latchkey.keys.kek-file and latchkey.keys.kek are set: leave one of them out",
                Keks.inFile(directory.resolve("none.json")), "the file of latchkey.keys.kek-file cannot be read",
                Keks.inEnvironment("{}"), "the key-encryption key is no Tink AEAD keyset in JSON",
                Keks.inEnvironment("not JSON"), "the key-encryption key is no Tink AEAD keyset in JSON",
                Keks.inFile(shared), "the file of the key-encryption key is open to others: chmod o= it",
                Keks.inEnvironment(published), "key 7 of the key-encryption keyset is published: anybody can read it",
                Keks.inEnvironment(Keks.keyset(Keks.Part.of(3, "a key that somebody has typed in".getBytes(US_ASCII)))),
                        "key 3 of the key-encryption keyset is printable text",
                Keks.inEnvironment(Keks.keyset(Keks.Part.of(4, Arrays.copyOf(Keks.bytes(), 16)))),
                        "key 4 of the key-encryption keyset has 16 bytes instead of 32");

        for (var configuration : configurations.entrySet()) {
            // when
            var health = health(configuration.getKey(), true);

            // then
            assertThat(health.objections()).containsExactly(configuration.getValue());
            assertThat(new KeyReadiness(health).call().getStatus()).isEqualTo(Status.DOWN);
        }
        for (var fine : List.of(Keks.inFile(own), Keks.inEnvironment(good))) {
            assertThat(health(fine, true).objections()).isEmpty();
            assertThat(new KeyReadiness(health(fine, true)).call().getStatus()).isEqualTo(Status.UP);
        }
    }

    @Test
    void aWeakRootKeyIsNamed() {
        // given
        var fifteen = Keks.bytes();
        for (var i = 0; i < fifteen.length; i++) {
            fifteen[i] = (byte) (200 + i % 15);
        }
        var sixteen = fifteen.clone();
        sixteen[31] = 1;
        var published = new byte[32];
        for (var i = 0; i < published.length; i++) {
            published[i] = (byte) i;
        }

        // then
        assertThat(KeyMaterial.objection(Keks.bytes())).isEmpty();
        assertThat(KeyMaterial.objection(sixteen)).isEmpty();
        assertThat(KeyMaterial.objection(fifteen)).contains("has fewer than 16 distinct byte values");
        assertThat(KeyMaterial.objection(new byte[32])).isPresent();
        assertThat(KeyMaterial.objection(Arrays.copyOf(Keks.bytes(), 31))).contains("has 31 bytes instead of 32");
        assertThat(KeyMaterial.objection(Arrays.copyOf(Keks.bytes(), 33))).contains("has 33 bytes instead of 32");
        assertThat(KeyMaterial.objection(published)).contains("is published: anybody can read it");
        assertThat(KeyMaterial.objection("this is our super secret key; on".getBytes(US_ASCII)))
                .contains("is printable text");
    }

    @Test
    void productionWaitsForTheLookAtAllRootKeys() throws Exception {
        // given
        var health = new KeyHealth(new KeyWrap(Keks.inEnvironment(Keks.keyset(Keks.part(1)))), true);
        assertThat(health.objections()).containsExactly("the root keys have not been looked at yet");

        // when
        health.looked(List.of("root key acme.1 is printable text"));

        // then
        assertThat(health.objections()).containsExactly("root key acme.1 is printable text");
        health.looked(List.of());
        assertThat(health.objections()).isEmpty();
    }

    @Test
    void onADevelopersMachineOnlyAMissingKeyStops(@TempDir Path directory) throws Exception {
        // given
        var shared = file(directory, "shared.json", Keks.keyset(Keks.Part.of(7, published())), "rw-r--r--");

        // then
        assertThat(health(Keks.inFile(shared), false).objections()).isEmpty();
        assertThat(health(Keks.neither(), false).objections()).hasSize(1);
    }

    @Test
    void withoutItNothingIsWrapped() {
        // given
        var wrap = new KeyWrap(Keks.neither());

        // then
        assertThatExceptionOfType(KekMissingException.class).isThrownBy(() -> wrap.wrap(KEY, Keks.bytes()));
        assertThatExceptionOfType(KekMissingException.class).isThrownBy(() -> wrap.unwrap(KEY, Keks.bytes()));
    }

    @Test
    void theKeyOfTheLocalStackIsFine(@TempDir Path directory) throws Exception {
        assertThat(health(Keks.inFile(SecretFiles.in(directory).kek()), true).objections())
                .isEmpty();
    }

    /// The key of the sample in docs/keys.md.
    private static byte[] published() throws Exception {
        return java.security.MessageDigest.getInstance("SHA-256")
                .digest("latchkey sample key-encryption key, published in docs/keys.md".getBytes(US_ASCII));
    }

    private static KeyHealth health(KeyConfig config, boolean production) {
        var health = new KeyHealth(new KeyWrap(config), production);
        health.looked(List.of());
        return health;
    }

    private static Path file(Path directory, String name, String content, String permissions) throws Exception {
        var file = Files.writeString(directory.resolve(name), content);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }
}
