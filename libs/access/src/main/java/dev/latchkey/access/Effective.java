package dev.latchkey.access;

import java.util.Optional;

/// Whose token it is and what it still allows, after its signature and state were found good.
///
/// Who it belongs to comes from the identifier alone.
///
/// @param org the org of its key
/// @param kind what it is for
/// @param tokenId what to key caches, limits and logs by
/// @param hint the six characters people see
/// @param person whose it is, if somebody's
/// @param app the app that got it, for oauth
/// @param session the login it belongs to, for session
/// @param rights its caveats, folded
/// @param fingerprint which narrowed copy this is
/// @param narrowed whether anything was appended since issue
public record Effective(
        OrgHandle org,
        Kind kind,
        TokenId tokenId,
        Hint hint,
        Optional<PersonId> person,
        Optional<AppId> app,
        Optional<SessionId> session,
        Rights rights,
        Fingerprint fingerprint,
        boolean narrowed) {

    static Effective of(Token token, Rights rights) {
        Identifier identifier = token.identifier();
        return new Effective(
                identifier.keyId().org(),
                identifier.kind(),
                identifier.tokenId(),
                token.hint(),
                identifier.person(),
                identifier.app(),
                identifier.session(),
                rights,
                token.fingerprint(),
                !token.asIssued());
    }
}
