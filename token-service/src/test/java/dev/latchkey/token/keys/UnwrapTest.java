package dev.latchkey.token.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.latchkey.access.KeyId;
import dev.latchkey.access.OrgHandle;
import dev.latchkey.embedded.identity.SecretFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnwrapTest {
    private static final KeyId KEY = new KeyId(new OrgHandle("acme"), 1);

    private final byte[] rootKey = new byte[32];

    UnwrapTest() {
        new Random(7).nextBytes(rootKey);
    }

    @Test
    void aRowOpensUnderItsOwnKeyIdOnly(@TempDir Path directory) throws Exception {
        // given
        var wrap = wrap(directory.resolve("own"));

        // when
        var row = wrap.wrap(KEY, rootKey);

        // then
        assertThat(wrap.unwrap(KEY, row)).isEqualTo(rootKey);
        for (var moved : List.of(new KeyId(new OrgHandle("acme"), 2), new KeyId(new OrgHandle("evil"), 1))) {
            assertThatExceptionOfType(KeyClosedException.class)
                    .isThrownBy(() -> wrap.unwrap(moved, row))
                    .withMessage("root key " + moved + " does not open under this key-encryption key");
        }
    }

    @Test
    void aRowOpensUnderItsOwnKeyEncryptionKeyOnly(@TempDir Path directory) throws Exception {
        // given
        var row = wrap(directory.resolve("own")).wrap(KEY, rootKey);

        // when
        var other = wrap(directory.resolve("other"));

        // then
        assertThatExceptionOfType(KeyClosedException.class).isThrownBy(() -> other.unwrap(KEY, row));
    }

    private static KeyWrap wrap(Path directory) throws Exception {
        var kek = SecretFiles.in(directory).kek();
        return new KeyWrap(Keks.inFile(kek));
    }
}
