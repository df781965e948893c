package dev.latchkey.token.record;

import dev.latchkey.access.Access;
import dev.latchkey.access.Hint;
import dev.latchkey.access.KeyId;
import dev.latchkey.access.Kind;
import dev.latchkey.access.OrgHandle;
import dev.latchkey.access.PersonId;
import dev.latchkey.access.Resource;
import dev.latchkey.access.TokenId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Record to row and back.
final class TokenRows {
    private TokenRows() {}

    static TokenRecord read(TokenEntity row) {
        return new TokenRecord(
                new TokenId(row.id),
                new KeyId(new OrgHandle(row.org), row.keyGeneration),
                Kind.parse(row.kind).orElseThrow(),
                row.name,
                new Hint(row.hint),
                Optional.ofNullable(row.personId).flatMap(PersonId::parsePublic),
                row.createdBy,
                Access.parse(row.access).orElseThrow(),
                Optional.ofNullable(row.resources).map(TokenRows::paths),
                List.of(row.caveats.split("\n")),
                row.createdAt,
                Optional.ofNullable(row.expiresAt),
                Optional.ofNullable(row.neverExpiresReason),
                Optional.ofNullable(row.mintedBy).map(TokenId::new),
                row.liveLogin,
                LifeRows.read(row),
                row.version);
    }

    private static List<Resource> paths(String joined) {
        return joined.isEmpty()
                ? List.of()
                : Arrays.stream(joined.split(" ")).map(Resource::new).toList();
    }

    static TokenEntity write(TokenRecord token) {
        var row = new TokenEntity();
        row.id = token.id().value();
        row.org = token.org().value();
        row.kind = token.kind().slug();
        row.hint = token.hint().value();
        row.personId = token.person().map(PersonId::publicId).orElse(null);
        row.createdBy = token.createdBy();
        row.keyGeneration = token.keyId().generation();
        row.access = token.access().slug();
        row.resources = token.resources()
                .map(roots -> roots.stream().map(Resource::path).collect(Collectors.joining(" ")))
                .orElse(null);
        row.caveats = String.join("\n", token.caveats());
        row.createdAt = token.createdAt();
        row.expiresAt = token.expiresAt().orElse(null);
        row.neverExpiresReason = token.neverExpiresReason().orElse(null);
        row.mintedBy = token.mintedBy().map(TokenId::value).orElse(null);
        row.liveLogin = token.liveLogin();
        update(row, token);
        return row;
    }

    /// Writes what can change after the mint.
    static void update(TokenEntity row, TokenRecord token) {
        row.name = token.name();
        row.version = token.version();
        LifeRows.write(row, token.life());
        row.overAt = token.endsBy().orElse(null);
    }
}
