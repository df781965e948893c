package dev.latchkey.token.record;

import dev.latchkey.access.Access;
import dev.latchkey.access.Hint;
import dev.latchkey.access.KeyId;
import dev.latchkey.access.Kind;
import dev.latchkey.access.OrgHandle;
import dev.latchkey.access.PersonId;
import dev.latchkey.access.Resource;
import dev.latchkey.access.TokenId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What is kept of a token: everything a person may see of it, nothing it could be made from.
///
/// @param person whose it is; nobody's for a deploy token
/// @param createdBy public id of who minted it
/// @param caveats the issued predicates
/// @param mintedBy the token it was minted through
/// @param version counts its changes, for whoever projects them
public record TokenRecord(
        TokenId id,
        KeyId keyId,
        Kind kind,
        String name,
        Hint hint,
        Optional<PersonId> person,
        String createdBy,
        Access access,
        Optional<List<Resource>> resources,
        List<String> caveats,
        Instant createdAt,
        Instant expiresAt,
        Optional<TokenId> mintedBy,
        Optional<Instant> revokedAt,
        long version) {

    public TokenRecord {
        resources = resources.map(List::copyOf);
        caveats = List.copyOf(caveats);
    }

    public OrgHandle org() {
        return keyId.org();
    }

    public Lifecycle state(Instant now) {
        return Lifecycle.of(revokedAt, expiresAt, now);
    }

    /// The same token after it was revoked.
    public TokenRecord revoked(Lifecycle.Revoked revoked) {
        return new TokenRecord(
                id,
                keyId,
                kind,
                name,
                hint,
                person,
                createdBy,
                access,
                resources,
                caveats,
                createdAt,
                expiresAt,
                mintedBy,
                Optional.of(revoked.at()),
                version + 1);
    }
}
