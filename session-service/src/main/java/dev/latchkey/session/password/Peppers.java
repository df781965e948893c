package dev.latchkey.session.password;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What is hashed with every password and is not in the database. A hash names its pepper, so that it can be changed.
@Singleton
final class Peppers {
    /// One of them.
    static final class Pepper {
        private static final int BYTES = 32;
        private static final int ID_BYTES = 6;

        private final byte[] secret;
        private final String id;

        private Pepper(byte[] secret) {
            if (secret.length != BYTES) {
                throw new IllegalStateException("a pepper is 32 bytes in base64");
            }
            this.secret = secret.clone();
            this.id = id(secret);
        }

        /// What hashes name it by; says nothing about it.
        String id() {
            return id;
        }

        /// The one way to the secret.
        byte[] reveal() {
            return secret.clone();
        }

        @Override
        public String toString() {
            return "Pepper[" + id + "]";
        }

        private static String id(byte[] secret) {
            try {
                var mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(secret, "HmacSHA256"));
                var named = mac.doFinal("latchkey pepper id".getBytes(UTF_8));
                return Base64.getEncoder().withoutPadding().encodeToString(Arrays.copyOf(named, ID_BYTES));
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }

    private final List<Pepper> all;

    @Inject
    Peppers(PasswordConfig config) {
        this(config.pepperFile().map(Peppers::read).orElse(List.of()));
    }

    Peppers(List<String> lines) {
        var read = new ArrayList<Pepper>();
        for (var line : lines) {
            read.add(new Pepper(Base64.getDecoder().decode(line)));
        }
        this.all = List.copyOf(read);
    }

    private static List<String> read(Path file) {
        try {
            return Files.readString(file)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
        } catch (IOException missing) {
            throw new UncheckedIOException("latchkey.password.pepper-file cannot be read", missing);
        }
    }

    /// The one that new hashes are made with.
    Optional<Pepper> current() {
        return all.stream().findFirst();
    }

    Optional<Pepper> named(String id) {
        return all.stream().filter(pepper -> pepper.id().equals(id)).findFirst();
    }
}
