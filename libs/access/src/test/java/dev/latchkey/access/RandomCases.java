package dev.latchkey.access;

import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Runs a property over random cases, each with a generator of its own seed, and names the seed of the case that fails:
/// `-Dlatchkey.seed=<seed>` runs that case alone.
final class RandomCases {
    private static final RandomGeneratorFactory<RandomGenerator> GENERATORS =
            RandomGeneratorFactory.of("L64X128MixRandom");

    private RandomCases() {}

    static void check(int cases, Consumer<RandomGenerator> property) {
        Long only = Long.getLong("latchkey.seed");
        if (only != null) {
            property.accept(GENERATORS.create(only));
            return;
        }
        long first = System.nanoTime();
        for (long seed = first; seed < first + cases; seed++) {
            try {
                property.accept(GENERATORS.create(seed));
            } catch (RuntimeException | AssertionError failure) {
                throw new AssertionError("fails with -Dlatchkey.seed=" + seed + ": " + failure.getMessage(), failure);
            }
        }
    }

    static <T> T pick(RandomGenerator random, List<T> pool) {
        return pool.get(random.nextInt(pool.size()));
    }
}
