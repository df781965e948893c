package dev.latchkey.token.leak;

import dev.latchkey.access.KeyId;
import dev.latchkey.access.Token;
import dev.latchkey.access.TokenReading;
import dev.latchkey.access.TokenText;
import dev.latchkey.access.Verifier;
import dev.latchkey.macaroon.Key;
import dev.latchkey.token.keys.KeyRing;
import dev.latchkey.token.state.FeedStandings;
import dev.latchkey.token.state.StateFeed;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Tells genuine texts by their chain alone: one chain for each text, under a key drawn at random where its own
/// is
/// unknown, whatever has become of the token since. Nothing is recorded as a use.
@Singleton
final class LeakProofs {
    private final KeyRing keys;
    private final StateFeed feed;
    private final FeedStandings standings;
    private final Clock clock;

    LeakProofs(KeyRing keys, StateFeed feed, FeedStandings standings, Clock clock) {
        this.keys = keys;
        this.feed = feed;
        this.standings = standings;
        this.clock = clock;
    }

    /// For each text in its place the genuine token it is, if it is one.
    ///
    /// Texts are read and chains computed on a worker: a thousand of them would hold up everybody else on an event
    /// loop. Keys are looked up where the call came from, since a database session belongs to its context.
    Uni<List<Optional<Leaked>>> of(List<String> texts) {
        var context = Objects.requireNonNull(Vertx.currentContext(), "leaks are told on a Vert.x context");
        Executor caller = command -> context.runOnContext(ignored -> command.run());
        return onWorker(() -> texts.stream().map(LeakProofs::read).toList())
                .emitOn(caller)
                .chain(tokens -> keys(tokens).chain(known -> onWorker(() -> prove(tokens, known))))
                .emitOn(caller);
    }

    private static <T> Uni<T> onWorker(Supplier<T> work) {
        return Uni.createFrom().item(work).runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    private static Optional<Token> read(String text) {
        return TokenText.read(text.strip()) instanceof TokenReading.Whole(Token token)
                ? Optional.of(token)
                : Optional.empty();
    }

    private Uni<Map<KeyId, Key>> keys(List<Optional<Token>> tokens) {
        var named = tokens.stream()
                .flatMap(Optional::stream)
                .map(token -> token.identifier().keyId())
                .distinct()
                .filter(feed::names)
                .toList();
        var found = Uni.createFrom().item(new HashMap<KeyId, Key>());
        for (var keyId : named) {
            found = found.call(map -> keys.find(keyId).invoke(key -> key.ifPresent(known -> map.put(keyId, known))));
        }
        return found.map(Function.identity());
    }

    private List<Optional<Leaked>> prove(List<Optional<Token>> tokens, Map<KeyId, Key> known) {
        var verifier = new Verifier(standings, clock);
        return tokens.stream()
                .map(token ->
                        token.filter(whole -> isGenuine(verifier, whole, known)).map(Leaked::of))
                .collect(Collectors.toUnmodifiableList());
    }

    private static boolean isGenuine(Verifier verifier, Token token, Map<KeyId, Key> known) {
        var key = known.get(token.identifier().keyId());
        if (key == null) {
            verifier.unknownKey(token);
            return false;
        }
        return verifier.isGenuine(token, key);
    }
}
