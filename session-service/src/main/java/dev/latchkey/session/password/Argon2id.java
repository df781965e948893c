package dev.latchkey.session.password;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Optional;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// Argon2id (RFC 9106) over a password and a pepper. Takes about 100 ms of a core: not for the event loop.
@Singleton
final class Argon2id {
    private static final int SALT = 16;
    private static final int HASH = 32;
    private static final int LANES = 1;

    private final Phc.Cost cost;
    private final Peppers peppers;
    private final SecureRandom random;

    @Inject
    Argon2id(PasswordConfig config, Peppers peppers, SecureRandom random) {
        this(new Phc.Cost(config.memoryKib(), config.passes(), LANES), peppers, random);
    }

    Argon2id(Phc.Cost cost, Peppers peppers, SecureRandom random) {
        this.cost = cost;
        this.peppers = peppers;
        this.random = random;
    }

    Phc hash(EnteredPassword password) {
        var salt = bytes(SALT);
        var pepper = peppers.current();
        return Phc.of(cost, pepper.map(Peppers.Pepper::id), salt, compute(cost, pepper, salt, password));
    }

    /// A hash of no password, as costly to check as any.
    Phc ofNobody() {
        return Phc.of(cost, peppers.current().map(Peppers.Pepper::id), bytes(SALT), bytes(HASH));
    }

    boolean matches(Phc known, EnteredPassword password) {
        var pepper = known.pepper().flatMap(peppers::named);
        var computed = compute(known.cost(), pepper, known.saltBytes(), password);
        return MessageDigest.isEqual(known.hashBytes(), computed)
                && pepper.isPresent() == known.pepper().isPresent();
    }

    /// Whether it was made when less was asked of a hash, or with a pepper that is to go.
    boolean isOutdated(Phc known) {
        return known.cost().isBelow(cost)
                || !known.pepper().equals(peppers.current().map(Peppers.Pepper::id));
    }

    private static byte[] compute(
            Phc.Cost cost, Optional<Peppers.Pepper> pepper, byte[] salt, EnteredPassword password) {
        var parameters = new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(cost.memoryKib())
                .withIterations(cost.passes())
                .withParallelism(cost.lanes())
                .withSalt(salt);
        pepper.ifPresent(some -> parameters.withSecret(some.reveal()));
        var generator = new Argon2BytesGenerator();
        generator.init(parameters.build());
        var hash = new byte[HASH];
        generator.generateBytes(password.utf8(), hash);
        return hash;
    }

    private byte[] bytes(int count) {
        var bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
