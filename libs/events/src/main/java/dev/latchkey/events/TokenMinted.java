package dev.latchkey.events;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A token was minted and has a record. It never holds the token, only what a person may see of it.
///
/// @param tokenId public id, `tok_…`
/// @param kind `personal`, `deploy`, `session` or `oauth`
/// @param hint the last six characters of the token's text
/// @param access `read` or `write`
/// @param resources the paths it may reach; absent means all of the org
/// @param expiresAt absent for one that never expires
/// @param neverExpiresReason why it never expires, where it does not
/// @param keyId the root key it hangs from, `acme.1`
/// @param mintedBy the token it was minted through, if it was
/// @param liveLogin true if it holds only while its person is logged in, otherwise absent
/// @param version 1; each later event of the same token has a higher one
public record TokenMinted(
        String tokenId,
        String org,
        String kind,
        String name,
        String hint,
        @Nullable String personId,
        String access,
        @Nullable List<String> resources,
        @Nullable Instant expiresAt,
        @Nullable String neverExpiresReason,
        String keyId,
        @Nullable String mintedBy,
        @Nullable Boolean liveLogin,
        long version,
        Act act)
        implements Event {
    public TokenMinted {
        Objects.requireNonNull(tokenId, "token_id");
        Objects.requireNonNull(org, "org");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(hint, "hint");
        Objects.requireNonNull(access, "access");
        Objects.requireNonNull(keyId, "key_id");
        Objects.requireNonNull(act, "act");
        resources = resources == null ? null : List.copyOf(resources);
    }

    @Override
    public EventType type() {
        return EventType.TOKEN_MINTED;
    }

    @Override
    public String key() {
        return tokenId;
    }
}
