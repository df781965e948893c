package dev.latchkey.token.record;

import dev.latchkey.access.Access;
import dev.latchkey.access.Caveat;
import dev.latchkey.access.Hint;
import dev.latchkey.access.KeyId;
import dev.latchkey.access.Kind;
import dev.latchkey.access.OrgHandle;
import dev.latchkey.access.PersonId;
import dev.latchkey.access.Resource;
import dev.latchkey.access.TokenId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What is kept of a token: everything a person may see of it, nothing it could be made from.
///
/// @param person whose it is; nobody's for a deploy token
/// @param createdBy public id of who minted it
/// @param caveats the issued predicates
/// @param expiresAt its issued end; empty for one that never expires
/// @param neverExpiresReason why it has no end, where it has none
/// @param mintedBy the token it was minted through
/// @param liveLogin whether it was issued with a ticket, so that it holds only while its person is logged in
/// @param life what has become of it since
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
        Optional<Instant> expiresAt,
        Optional<String> neverExpiresReason,
        Optional<TokenId> mintedBy,
        boolean liveLogin,
        Life life,
        long version) {

    public TokenRecord {
        if (expiresAt.isEmpty() && neverExpiresReason.isEmpty()) {
            throw new IllegalArgumentException("what never expires needs a reason");
        }
        resources = resources.map(List::copyOf);
        caveats = List.copyOf(caveats);
    }

    public OrgHandle org() {
        return keyId.org();
    }

    public Lifecycle state(Instant now) {
        return Lifecycle.of(this, now);
    }

    /// When it ends by itself: by its issued end, that of its overlap with a successor, or a restriction.
    public Optional<Instant> endsBy() {
        var ends = new ArrayList<Instant>();
        expiresAt.ifPresent(ends::add);
        life.endsAt().ifPresent(ends::add);
        for (var caveat : life.restrictions()) {
            if (caveat instanceof Caveat.Before(var end)) {
                ends.add(end);
            }
        }
        return ends.stream().min(Comparator.naturalOrder());
    }

    /// The same token one change later; only a state of [Lifecycle] knows which changes there can be.
    TokenRecord living(Life next) {
        if (next.equals(life)) {
            return this;
        }
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
                neverExpiresReason,
                mintedBy,
                liveLogin,
                next,
                version + 1);
    }

    /// The same token under another name, whatever state it is in.
    public TokenRecord renamed(String next) {
        return new TokenRecord(
                id,
                keyId,
                kind,
                next,
                hint,
                person,
                createdBy,
                access,
                resources,
                caveats,
                createdAt,
                expiresAt,
                neverExpiresReason,
                mintedBy,
                liveLogin,
                life,
                version + 1);
    }
}
