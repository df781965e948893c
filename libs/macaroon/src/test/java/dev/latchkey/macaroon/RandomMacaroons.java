package dev.latchkey.macaroon;

import java.util.random.RandomGenerator;

/// Macaroons of every legal shape.
final class RandomMacaroons {

    static Macaroon next(RandomGenerator random, Key key) {
        Macaroon macaroon = Macaroon.create(key, RandomCases.bytes(random, 1, 255), location(random));
        int caveats = random.nextInt(9);
        for (int i = 0; i < caveats; i++) {
            macaroon = random.nextInt(4) == 0
                    ? macaroon.withThirdParty(
                            location(random), RandomCases.bytes(random, 1, 64), RandomCases.bytes(random, 1, 255))
                    : macaroon.withFirstParty(RandomCases.bytes(random, 1, random.nextBoolean() ? 255 : 20));
        }
        return macaroon;
    }

    private static String location(RandomGenerator random) {
        return random.nextBoolean() ? "" : "x".repeat(random.nextInt(65));
    }

    private RandomMacaroons() {}
}
