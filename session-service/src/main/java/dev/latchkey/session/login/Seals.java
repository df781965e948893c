package dev.latchkey.session.login;

import dev.latchkey.session.keys.Purpose;
import dev.latchkey.session.keys.SessionKeys;
import dev.latchkey.session.live.LiveSession;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/// Seals what somebody is about to do into the form that does it: good for one session, ten minutes, and once.
@Singleton
public final class Seals {
    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final int NONCE = 12;
    private static final String USE =
            "insert into used_seal (hash, until) values (:hash, :until) on conflict do nothing";

    private final SessionKeys keys;
    private final SecureRandom random;
    private final Clock clock;

    Seals(SessionKeys keys, SecureRandom random, Clock clock) {
        this.keys = keys;
        this.random = random;
        this.clock = clock;
    }

    /// What was sealed, for the session that it was sealed for.
    ///
    /// @param nonce names it among all seals
    public record Opened(String text, String nonce, Instant until) {}

    /// Seals a text for a session.
    ///
    /// @param kind of act: a seal for one is nothing for another
    public String seal(LiveSession session, String kind, String text) {
        var nonce = new byte[NONCE];
        random.nextBytes(nonce);
        var until = clock.instant().plus(LIFE).getEpochSecond();
        return keys.seal(
                Purpose.ACT,
                context(session, kind),
                until + " " + HexFormat.of().formatHex(nonce) + " " + text);
    }

    /// Opens it, if it is this session's and not too old.
    public Optional<Opened> open(LiveSession session, String kind, String sealed) {
        return keys.open(Purpose.ACT, context(session, kind), sealed)
                .map(text -> text.split(" ", 3))
                .map(parts -> new Opened(parts[2], parts[1], Instant.ofEpochSecond(Long.parseLong(parts[0]))))
                .filter(opened -> opened.until().isAfter(clock.instant()));
    }

    /// Uses it up, in the transaction of the act; false when it has been.
    public Uni<Boolean> use(Opened opened) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(USE)
                        .setParameter("hash", opened.nonce())
                        .setParameter("until", opened.until())
                        .executeUpdate())
                .map(inserted -> inserted == 1);
    }

    private static String context(LiveSession session, String kind) {
        return session.id().publicId() + " " + kind;
    }
}
