package dev.latchkey.embedded.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFilesTest {
    @TempDir
    private Path directory;

    @Test
    void theKeyEncryptionKeyIsATinkKeysetThatSeals() throws Exception {
        // given
        var secret = "s".getBytes(StandardCharsets.UTF_8);
        var context = "c".getBytes(StandardCharsets.UTF_8);

        // when
        var files = SecretFiles.in(directory);

        // then
        var aead = TinkJsonProtoKeysetFormat.parseKeyset(
                        Files.readString(files.kek()), AeadConfig2026.get(), InsecureSecretKeyAccess.get())
                .getPrimitive(AeadConfig2026.get(), Aead.class);
        assertThat(aead.decrypt(aead.encrypt(secret, context), context)).isEqualTo(secret);
    }

    @Test
    void theCursorKeyIs32Bytes() throws Exception {
        // when
        var files = SecretFiles.in(directory);

        // then
        assertThat(Base64.getDecoder().decode(Files.readString(files.cursorKey())))
                .hasSize(32);
    }

    @Test
    void aSecretOnceMadeIsKept() throws Exception {
        // given
        var first = SecretFiles.in(directory);
        var before = List.of(Files.readString(first.kek()), Files.readString(first.sessionKey()));

        // when
        var second = SecretFiles.in(directory);

        // then
        assertThat(List.of(Files.readString(second.kek()), Files.readString(second.sessionKey())))
                .isEqualTo(before);
    }

    @Test
    void onlyTheOwnerReadsThem() throws Exception {
        // when
        var files = SecretFiles.in(directory);

        // then
        assertThat(List.of(files.kek(), files.cursorKey(), files.sessionKey()))
                .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------"));
    }
}
