package dev.latchkey.audit.tokens;

import dev.latchkey.events.Act;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What has become of a token by one event, or by several; each fact with the version of the event that told it last.
///
/// @param version the highest of them
record TokenStep(
        String tokenId,
        String org,
        long version,
        Told<Instant> revoked,
        Told<Instant> stopped,
        Told<String> name,
        Told<Rotation> rotated) {

    /// A fact, by the latest event that spoke of it.
    ///
    /// @param version of that event; 0 when none did
    /// @param value null when nothing was told, or that it is no longer so
    record Told<T>(long version, @Nullable T value) {
        static <T> Told<T> nothing() {
            return new Told<>(0, null);
        }

        Told<T> or(Told<T> other) {
            return other.version > version ? other : this;
        }
    }

    /// A replacement.
    ///
    /// @param at since when
    /// @param endsAt when the token is over
    record Rotation(Instant at, Instant endsAt) {}

    static TokenStep revoked(String tokenId, String org, long version, Act act) {
        return new TokenStep(
                tokenId, org, version, new Told<>(version, act.at()), Told.nothing(), Told.nothing(), Told.nothing());
    }

    static TokenStep suspended(String tokenId, String org, long version, Act act) {
        return new TokenStep(
                tokenId, org, version, Told.nothing(), new Told<>(version, act.at()), Told.nothing(), Told.nothing());
    }

    static TokenStep resumed(String tokenId, String org, long version) {
        return new TokenStep(
                tokenId, org, version, Told.nothing(), new Told<>(version, null), Told.nothing(), Told.nothing());
    }

    static TokenStep renamed(String tokenId, String org, long version, String name) {
        return new TokenStep(
                tokenId, org, version, Told.nothing(), Told.nothing(), new Told<>(version, name), Told.nothing());
    }

    static TokenStep rotated(String tokenId, String org, long version, Act act, Instant endsAt) {
        return new TokenStep(
                tokenId,
                org,
                version,
                Told.nothing(),
                Told.nothing(),
                Told.nothing(),
                new Told<>(version, new Rotation(act.at(), endsAt)));
    }

    @Nullable
    Instant rotatedAt() {
        var rotation = rotated.value();
        return rotation == null ? null : rotation.at();
    }

    @Nullable
    Instant endsAt() {
        var rotation = rotated.value();
        return rotation == null ? null : rotation.endsAt();
    }

    /// Both: of each fact the later word.
    TokenStep and(TokenStep other) {
        return new TokenStep(
                tokenId,
                org,
                Math.max(version, other.version),
                revoked.or(other.revoked),
                stopped.or(other.stopped),
                name.or(other.name),
                rotated.or(other.rotated));
    }
}
