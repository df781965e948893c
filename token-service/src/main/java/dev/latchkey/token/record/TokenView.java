package dev.latchkey.token.record;

import dev.latchkey.access.Caveat;
import dev.latchkey.access.Fingerprint;
import dev.latchkey.access.PersonId;
import dev.latchkey.access.Resource;
import dev.latchkey.access.TokenId;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A token as the API shows it.
///
/// @param id `tok_…`
/// @param token the token itself; only in the answer that minted it
/// @param hint its last six characters, the same for every narrowed copy
/// @param person whose it is; absent for a deploy token
/// @param resource the one path it may reach; absent for all of the org, or for several
/// @param resources the paths, when there are several
/// @param expiresAt its issued end; absent for one that never expires
/// @param neverExpiresReason why it has no end, where it has none
/// @param mintedBy the token it was minted through
/// @param state `active`, `suspended`, `rotated` (replaced, still valid), `expired` or `revoked`
/// @param suspendedAt since when it is suspended; that can be lifted
/// @param suspendedBecause `requested`, `parent` (a token it was minted through is) or `owner-left`
/// @param suspendedWith the token whose suspension holds this one
/// @param restrictions caveats put on it since it was issued, in force as if appended
/// @param refusedCopies fingerprints of copies that are revoked, each with what was narrowed from it
/// @param rotation what replaced it, or what it replaced
/// @param endedBecause `revoked`, `rotated`, `leaked`, `parent` (a token it was minted through ended) or
///     `key-generation` (the root key it, or such a token, hangs from was retired)
/// @param endedWith the token whose end took this one along
/// @param lastUsed its last accepted use; absent when none is recorded
/// @param lastUsedUnavailable true when the last use could not be read: it says nothing about whether there was one
public record TokenView(
        @Schema(required = true, examples = "tok_01m3tc5h00mmzswp91nrj9a80a")
        String id,

        @Nullable String token,
        @Schema(required = true, examples = "k7m2qd") String hint,
        @Schema(required = true, examples = "acme") String org,

        @Schema(
                required = true,
                enumeration = {"personal", "deploy"})
        String kind,

        @Schema(required = true, examples = "ci") String name,
        @Nullable String person,

        @Schema(
                required = true,
                enumeration = {"read", "write"})
        String access,

        @Nullable String resource,
        @Nullable List<String> resources,
        @Nullable Instant expiresAt,
        @Nullable String neverExpiresReason,
        @Schema(required = true) Instant createdAt,
        @Schema(required = true) String createdBy,
        @Nullable String mintedBy,

        @Schema(
                required = true,
                enumeration = {"active", "suspended", "rotated", "expired", "revoked"})
        String state,

        @Nullable Instant suspendedAt,

        @Schema(enumeration = {"requested", "parent", "owner-left"}) @Nullable
        String suspendedBecause,

        @Nullable String suspendedWith,

        @Schema(required = true, examples = "[\"access = read\"]")
        List<String> restrictions,

        @Nullable List<String> refusedCopies,
        @Nullable Rotation rotation,
        @Nullable Instant revokedAt,

        @Schema(enumeration = {"revoked", "rotated", "leaked", "parent", "key-generation"}) @Nullable
        String endedBecause,

        @Nullable String endedWith,
        @Nullable LastUsed lastUsed,
        @Nullable Boolean lastUsedUnavailable) {

    /// The place of a token in a row of successors.
    ///
    /// @param to the successor
    /// @param at when it was replaced
    /// @param endsAt when it ends at the latest, replaced as it is
    /// @param from the token it replaced
    public record Rotation(
            @Nullable String to,
            @Nullable Instant at,
            @Nullable Instant endsAt,
            @Nullable String from) {

        static @Nullable Rotation of(Life life) {
            if (life.rotation().isEmpty() && life.rotatedFrom().isEmpty()) {
                return null;
            }
            return new Rotation(
                    life.rotation()
                            .map(rotation -> rotation.successor().publicId())
                            .orElse(null),
                    life.rotation().map(Life.Rotation::at).orElse(null),
                    life.endsAt().orElse(null),
                    life.rotatedFrom().map(TokenId::publicId).orElse(null));
        }
    }

    /// The last accepted use of a token.
    public record LastUsed(
            Instant at, @Nullable String ip, @Nullable String userAgent) {}

    public static TokenView of(TokenRecord token, Instant now) {
        var paths = token.resources()
                .map(roots -> roots.stream().map(Resource::path).toList());
        var life = token.life();
        var suspension = life.suspended().or(life::held);
        return new TokenView(
                token.id().publicId(),
                null,
                token.hint().value(),
                token.org().value(),
                token.kind().slug(),
                token.name(),
                token.person().map(PersonId::publicId).orElse(null),
                token.access().slug(),
                paths.filter(roots -> roots.size() == 1).map(List::getFirst).orElse(null),
                paths.filter(roots -> roots.size() != 1).orElse(null),
                token.expiresAt().orElse(null),
                token.neverExpiresReason().orElse(null),
                token.createdAt(),
                token.createdBy(),
                token.mintedBy().map(TokenId::publicId).orElse(null),
                token.state(now).slug(),
                suspension.map(Suspension::since).orElse(null),
                suspension.map(Suspension::because).map(Suspension.Cause::slug).orElse(null),
                suspension.flatMap(Suspension::with).map(TokenId::publicId).orElse(null),
                life.restrictions().stream().map(Caveat::text).toList(),
                life.refusedChildren().isEmpty()
                        ? null
                        : life.refusedChildren().stream()
                                .map(Fingerprint::value)
                                .toList(),
                Rotation.of(life),
                life.ended().map(End::at).orElse(null),
                life.ended().map(End::because).map(End.Cause::slug).orElse(null),
                life.ended().flatMap(End::with).map(TokenId::publicId).orElse(null),
                null,
                null);
    }

    /// The same with the token itself, for the one answer that shows it.
    public TokenView showing(String text) {
        return with(text, lastUsed, lastUsedUnavailable);
    }

    /// The same with what is known of its last use.
    public TokenView used(@Nullable LastUsed last) {
        return with(token, last, null);
    }

    /// The same, saying that its last use could not be read.
    public TokenView withoutUse() {
        return with(token, null, true);
    }

    private TokenView with(@Nullable String text, @Nullable LastUsed last, @Nullable Boolean unavailable) {
        return new TokenView(
                id,
                text,
                hint,
                org,
                kind,
                name,
                person,
                access,
                resource,
                resources,
                expiresAt,
                neverExpiresReason,
                createdAt,
                createdBy,
                mintedBy,
                state,
                suspendedAt,
                suspendedBecause,
                suspendedWith,
                restrictions,
                refusedCopies,
                rotation,
                revokedAt,
                endedBecause,
                endedWith,
                last,
                unavailable);
    }

    /// Never the token.
    @Override
    public String toString() {
        return "TokenView[" + id + "]";
    }
}
