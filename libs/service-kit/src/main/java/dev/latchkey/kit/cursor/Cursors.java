package dev.latchkey.kit.cursor;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Keyset cursors that a client can neither read, forge, nor use with another filter.
///
/// A cursor is AES-256-GCM over the sort values of the last row, with the filter as associated data, in base64url.
@Singleton
public final class Cursors {
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final int MAX_TEXT = 2_048;
    private static final String SEPARATOR = "\u001f";

    private final SecretKey key;
    private final SecureRandom random = new SecureRandom();

    @Inject
    public Cursors(@ConfigProperty(name = "latchkey.cursor.key-file") Path keyFile) {
        this(read(keyFile));
    }

    Cursors(byte[] key) {
        if (key.length != 32) {
            throw new IllegalStateException("the cursor key must be 32 bytes");
        }
        this.key = new SecretKeySpec(key, "AES");
    }

    private static byte[] read(Path keyFile) {
        try {
            return Base64.getDecoder().decode(Files.readString(keyFile).strip());
        } catch (IOException missing) {
            throw new UncheckedIOException("no cursor key", missing);
        }
    }

    /// Seals the sort values of the last row of a page.
    ///
    /// @param values what the next page starts after, in sort order
    /// @param filter canonical text of everything else in the query; the cursor opens only under the same
    public String seal(List<String> values, String filter) {
        var nonce = new byte[NONCE];
        random.nextBytes(nonce);
        try {
            var cipher = cipher(Cipher.ENCRYPT_MODE, nonce, filter);
            var sealed = cipher.doFinal(String.join(SEPARATOR, values).getBytes(StandardCharsets.UTF_8));
            var cursor = Arrays.copyOf(nonce, NONCE + sealed.length);
            System.arraycopy(sealed, 0, cursor, NONCE, sealed.length);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(cursor);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// Opens a cursor; empty when it is damaged, forged, or was made for another filter.
    public Optional<List<String>> open(String cursor, String filter) {
        if (cursor.length() > MAX_TEXT) {
            return Optional.empty();
        }
        try {
            var bytes = Base64.getUrlDecoder().decode(cursor);
            if (bytes.length <= NONCE) {
                return Optional.empty();
            }
            var cipher = cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(bytes, NONCE), filter);
            var text = new String(cipher.doFinal(bytes, NONCE, bytes.length - NONCE), StandardCharsets.UTF_8);
            return Optional.of(split(text));
        } catch (IllegalArgumentException | GeneralSecurityException refused) {
            return Optional.empty();
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String filter) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(filter.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private static List<String> split(String text) {
        var values = new ArrayList<String>();
        var from = 0;
        for (var at = text.indexOf(SEPARATOR); at >= 0; at = text.indexOf(SEPARATOR, from)) {
            values.add(text.substring(from, at));
            from = at + SEPARATOR.length();
        }
        values.add(text.substring(from));
        return List.copyOf(values);
    }
}
