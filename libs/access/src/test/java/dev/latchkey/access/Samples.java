package dev.latchkey.access;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Random values from small pools, so that two of them meet often.
final class Samples {
    static final List<SessionId> SESSIONS = List.of(
            session(KnownTokens.NOW),
            session(KnownTokens.NOW.minusSeconds(86_400)),
            session(KnownTokens.NOW.plusSeconds(3_600)),
            session(KnownTokens.NOW.minusSeconds(32 * 86_400)));
    private static final List<Resource> RESOURCES = List.of(
                    "apps",
                    "apps/web",
                    "apps/web/x",
                    "apps/website",
                    "apps/web-2",
                    "apps/Web",
                    "db",
                    "db/main",
                    "latchkey",
                    "latchkey/tokens",
                    "latchkeys")
            .stream()
            .map(Resource::new)
            .toList();
    private static final List<Network> NETWORKS = List.of(
                    "0.0.0.0/0",
                    "203.0.0.0/8",
                    "203.0.113.0/24",
                    "203.0.113.9/32",
                    "10.0.0.0/8",
                    "::/0",
                    "2001:db8::/32",
                    "2001:db8:1::/48")
            .stream()
            .map(text -> Network.parse(text).orElseThrow())
            .toList();
    private static final List<ClientIp> ADDRESSES = List.of(
                    "203.0.113.9",
                    "203.0.113.10",
                    "203.9.9.9",
                    "10.1.2.3",
                    "::ffff:203.0.113.9",
                    "2001:db8::1",
                    "2001:db8:1::1",
                    "::1")
            .stream()
            .map(text -> ClientIp.parse(text).orElseThrow())
            .toList();
    private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "DELETE");
    private static final List<OrgHandle> ORGS = List.of(KnownTokens.ACME, new OrgHandle("umbrella"));
    private static final List<String> JUNK = List.of("person = per_ha0ygzksccf6", "access > read", "org = ", "x");

    private Samples() {}

    static SessionId session(Instant start) {
        return SessionId.of(start, () -> 42);
    }

    /// A caveat of any sort but `org`.
    static Caveat narrowing(RandomGenerator random) {
        return switch (random.nextInt(6)) {
            case 0 -> new Caveat.AtMost(random.nextInt(4) == 0 ? Access.READ : Access.WRITE);
            case 1 -> new Caveat.Within(some(random, RESOURCES));
            case 2 -> new Caveat.Before(KnownTokens.NOW.plusSeconds(random.nextInt(-1, 20)));
            case 3 -> new Caveat.From(some(random, NETWORKS));
            case 4 -> new Caveat.During(RandomCases.pick(random, SESSIONS.subList(0, random.nextInt(1, 5))));
            default -> new Caveat.Methods(new TreeSet<>(some(random, METHODS)));
        };
    }

    static Caveat caveat(RandomGenerator random) {
        return random.nextInt(8) == 0 ? new Caveat.Org(RandomCases.pick(random, ORGS)) : narrowing(random);
    }

    static List<Caveat> narrowings(RandomGenerator random, int most) {
        List<Caveat> caveats = new ArrayList<>();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            caveats.add(narrowing(random));
        }
        return caveats;
    }

    /// What a holder may append: mostly caveats, sometimes nonsense.
    static String predicate(RandomGenerator random) {
        return random.nextInt(20) == 0
                ? RandomCases.pick(random, JUNK)
                : caveat(random).text();
    }

    static Identity identity(RandomGenerator random) {
        KeyId key = new KeyId(KnownTokens.ACME, 1);
        TokenId token = TokenId.of(KnownTokens.NOW, random);
        PersonId person = PersonId.random(random);
        return switch (random.nextInt(5)) {
            case 0 -> new Identity.Personal(key, token, person);
            case 1 -> new Identity.Deploy(key, token);
            case 2 -> new Identity.Session(key, token, person, SESSIONS.getFirst());
            case 3 -> new Identity.OAuth(key, token, person, AppId.random(random));
            default -> new Identity.App(key, token, AppId.random(random));
        };
    }

    static AccessRequest request(RandomGenerator random) {
        return new AccessRequest(
                random.nextBoolean()
                        ? new OrgFact.TheTokens()
                        : new OrgFact.Named(RandomCases.pick(random, List.of(ORGS.get(0), ORGS.get(0), ORGS.get(1)))),
                random.nextInt(3) == 0 ? Access.WRITE : Access.READ,
                fact(random, () -> RandomCases.pick(random, RESOURCES)),
                fact(random, () -> RandomCases.pick(random, ADDRESSES)),
                fact(random, () -> RandomCases.pick(random, METHODS)));
    }

    static void mutate(RandomGenerator random, StringBuilder text) {
        int at = random.nextInt(text.length());
        char c = (char) (random.nextInt(50) == 0 ? random.nextInt(0x10000) : random.nextInt(0x20, 0x7f));
        switch (random.nextInt(4)) {
            case 0 -> text.setCharAt(at, c);
            case 1 -> text.insert(at, c);
            case 2 -> text.deleteCharAt(at);
            default -> text.insert(at, text.charAt(random.nextInt(text.length())));
        }
    }

    private static <T> Fact<T> fact(RandomGenerator random, Supplier<T> value) {
        return random.nextInt(8) == 0 ? Fact.absent() : Fact.known(value.get());
    }

    private static <T> List<T> some(RandomGenerator random, List<T> pool) {
        List<T> some = new ArrayList<>();
        for (int i = random.nextInt(1, 5); i > 0; i--) {
            some.add(RandomCases.pick(random, pool));
        }
        return some;
    }
}
