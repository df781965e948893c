package dev.latchkey.token.record;

import dev.latchkey.access.Caveat;
import dev.latchkey.access.Fingerprint;
import dev.latchkey.access.TokenId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The columns of a row that hold what has become of the token.
final class LifeRows {
    private static final String LINE = "\n";

    private LifeRows() {}

    static Life read(TokenEntity row) {
        return new Life(
                Optional.ofNullable(row.suspendedAt)
                        .map(since -> Suspension.itself(
                                since,
                                Optional.ofNullable(row.suspendedBecause)
                                        .map(Suspension.Cause::parse)
                                        .orElseThrow())),
                Optional.ofNullable(row.heldAt)
                        .map(since -> Suspension.with(id(row.heldWith).orElseThrow(), since)),
                lines(row.restrictions, text -> Caveat.parse(text).orElseThrow()),
                lines(row.refusedChildren, Fingerprint::new),
                Optional.ofNullable(row.rotatedAt)
                        .map(at -> new Life.Rotation(at, id(row.rotatedTo).orElseThrow())),
                id(row.rotatedFrom),
                Optional.ofNullable(row.endsAt),
                Optional.ofNullable(row.revokedAt)
                        .map(at -> new End(
                                at,
                                Optional.ofNullable(row.endedBecause)
                                        .map(End.Cause::parse)
                                        .orElseThrow(),
                                id(row.endedWith))));
    }

    static void write(TokenEntity row, Life life) {
        row.suspendedAt = life.suspended().map(Suspension::since).orElse(null);
        row.suspendedBecause = life.suspended()
                .map(Suspension::because)
                .map(Suspension.Cause::slug)
                .orElse(null);
        row.heldAt = life.held().map(Suspension::since).orElse(null);
        row.heldWith = life.held().flatMap(Suspension::with).map(TokenId::value).orElse(null);
        row.restrictions = life.restrictions().stream().map(Caveat::text).collect(Collectors.joining(LINE));
        row.refusedChildren =
                life.refusedChildren().stream().map(Fingerprint::value).collect(Collectors.joining(LINE));
        row.rotatedAt = life.rotation().map(Life.Rotation::at).orElse(null);
        row.rotatedTo =
                life.rotation().map(rotation -> rotation.successor().value()).orElse(null);
        row.rotatedFrom = life.rotatedFrom().map(TokenId::value).orElse(null);
        row.endsAt = life.endsAt().orElse(null);
        row.revokedAt = life.ended().map(End::at).orElse(null);
        row.endedBecause = life.ended().map(End::because).map(End.Cause::slug).orElse(null);
        row.endedWith = life.ended().flatMap(End::with).map(TokenId::value).orElse(null);
    }

    private static Optional<TokenId> id(@org.jspecify.annotations.Nullable String value) {
        return Optional.ofNullable(value).map(TokenId::new);
    }

    private static <T> List<T> lines(String text, Function<String, T> reader) {
        return text.isEmpty() ? List.of() : text.lines().map(reader).toList();
    }
}
