package dev.latchkey.session.password;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/// A mounted file of passwords that were found in breaches: one SHA-1 prefix a line in upper-case hex, all of one
/// length, sorted. However large it is, a look costs some thirty short reads.
///
/// SHA-1 because that is what such lists are published in; nothing here relies on it.
@Singleton
final class HashPrefixFile implements BreachCheck {
    private static final int SHORTEST = 10;

    private final Optional<Path> file;

    @Inject
    HashPrefixFile(PasswordConfig config) {
        this(config.breachFile());
    }

    HashPrefixFile(Optional<Path> file) {
        this.file = file;
        file.ifPresent(HashPrefixFile::check);
    }

    @Override
    public boolean knows(String password) {
        return file.isPresent() && find(file.get(), sha1(password));
    }

    private static void check(Path path) {
        try (var lines = new RandomAccessFile(path.toFile(), "r")) {
            var width = width(lines);
            if (width <= SHORTEST || lines.length() % width != 0) {
                throw new IllegalStateException(
                        "latchkey.password.breach-file is no list of SHA-1 prefixes of one length, 10 digits or more");
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("latchkey.password.breach-file cannot be read", unreadable);
        }
    }

    private static int width(RandomAccessFile lines) throws IOException {
        var first = lines.readLine();
        return first == null ? 0 : first.length() + 1;
    }

    private static boolean find(Path path, String hash) {
        try (var lines = new RandomAccessFile(path.toFile(), "r")) {
            var width = width(lines);
            return find(lines, width, hash.substring(0, width - 1));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("latchkey.password.breach-file cannot be read", unreadable);
        }
    }

    private static boolean find(RandomAccessFile lines, int width, String prefix) throws IOException {
        var low = 0L;
        var high = lines.length() / width - 1;
        var line = new byte[width - 1];
        while (low <= high) {
            var middle = (low + high) >>> 1;
            lines.seek(middle * width);
            lines.readFully(line);
            var order = prefix.compareTo(new String(line, US_ASCII));
            if (order == 0) {
                return true;
            }
            low = order > 0 ? middle + 1 : low;
            high = order > 0 ? high : middle - 1;
        }
        return false;
    }

    private static String sha1(String password) {
        try {
            return HexFormat.of()
                    .withUpperCase()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(password.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
