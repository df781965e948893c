package dev.latchkey.token.limit;

import java.util.Map;

/// How much of each limit this verifier lets through.
///
/// A tenth of the limit is spread evenly, so that a verifier that met nobody a moment ago can serve at once; the rest
/// follows the demand of the last second. Together the live verifiers let through the limit and no more. The more time
/// has passed since they were told, the less they are worth, down to that tenth.
///
/// @param verifiers how many are alive, this one included
/// @param own the calls this verifier met, per limit
/// @param all the calls all of them met
record Shares(int verifiers, Map<LimitKey, Long> own, Map<LimitKey, Long> all) {
    static final Shares ALONE = new Shares(1, Map.of(), Map.of());
    private static final double EVENLY = 0.1;

    Shares {
        own = Map.copyOf(own);
        all = Map.copyOf(all);
        if (verifiers < 1) {
            throw new IllegalArgumentException("this verifier is alive itself");
        }
    }

    double of(LimitKey key, double limit) {
        long total = all.getOrDefault(key, 0L);
        if (verifiers == 1 || total == 0) {
            return limit / verifiers;
        }
        return least(limit) + limit * (1 - EVENLY) * own.getOrDefault(key, 0L) / total;
    }

    /// The same some time later.
    ///
    /// @param halvings how often they have become worth half of what they were
    double of(LimitKey key, double limit, int halvings) {
        return halvings == 0 ? of(key, limit) : Math.max(least(limit), of(key, limit) / (1L << halvings));
    }

    private double least(double limit) {
        return limit * EVENLY / verifiers;
    }
}
