package dev.latchkey.token.record;

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
/// @param state `active`, `expired` or `revoked`
/// @param mintedBy the token it was minted through
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
        @Schema(required = true) Instant expiresAt,
        @Schema(required = true) Instant createdAt,
        @Schema(required = true) String createdBy,
        @Nullable String mintedBy,

        @Schema(
                required = true,
                enumeration = {"active", "expired", "revoked"})
        String state,

        @Nullable Instant revokedAt,
        @Nullable LastUsed lastUsed,
        @Nullable Boolean lastUsedUnavailable) {

    /// The last accepted use of a token.
    public record LastUsed(
            Instant at, @Nullable String ip, @Nullable String userAgent) {}

    public static TokenView of(TokenRecord token, Instant now) {
        var paths = token.resources()
                .map(roots -> roots.stream().map(Resource::path).toList());
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
                token.expiresAt(),
                token.createdAt(),
                token.createdBy(),
                token.mintedBy().map(TokenId::publicId).orElse(null),
                token.state(now).slug(),
                token.revokedAt().orElse(null),
                null,
                null);
    }

    /// The same with the token itself, for the one answer that shows it.
    public TokenView showing(String text) {
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
                createdAt,
                createdBy,
                mintedBy,
                state,
                revokedAt,
                lastUsed,
                lastUsedUnavailable);
    }

    /// The same with what is known of its last use.
    public TokenView used(@Nullable LastUsed last) {
        return new TokenView(
                id, token, hint, org, kind, name, person, access, resource, resources, expiresAt, createdAt, createdBy,
                mintedBy, state, revokedAt, last, null);
    }

    /// The same, saying that its last use could not be read.
    public TokenView withoutUse() {
        return new TokenView(
                id, token, hint, org, kind, name, person, access, resource, resources, expiresAt, createdAt, createdBy,
                mintedBy, state, revokedAt, null, true);
    }

    /// Never the token.
    @Override
    public String toString() {
        return "TokenView[" + id + "]";
    }
}
