package dev.latchkey.access;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Optional;

/// Everything a token says about who lives in it: covered by the signature, and nothing a holder can add to.
///
/// Written `1d4.acme.1.01m3tc5h002vj960vqahq9znxq.-`: version, kind and number of issued caveats, key id, token
/// id, person or `-`, and for two kinds an app or a session. ASCII, at most 96 characters.
///
/// @param kind what the token is for
/// @param issued how many caveats, 1 to 9, the mint put on before it let go of the token. The chain's tails
///     before them never left the mint, so the first `issued` caveats are the mint's word
/// @param keyId the root key the chain starts from, hence the org
/// @param tokenId what the token is revoked and counted by
/// @param person present for personal and session, possible for oauth
/// @param app present for oauth only
/// @param session present for session only
public record Identifier(
        Kind kind,
        int issued,
        KeyId keyId,
        TokenId tokenId,
        Optional<PersonId> person,
        Optional<AppId> app,
        Optional<SessionId> session) {
    static final int LONGEST = 96;
    private static final int MOST_ISSUED = 9;
    private static final int HEAD = 4;
    private static final String NOBODY = "-";

    public Identifier {
        if (issued < 1 || issued > MOST_ISSUED || !exists(kind, person, app, session)) {
            throw new IllegalArgumentException("not an identifier");
        }
    }

    static Identifier of(Identity identity, int issued) {
        KeyId key = identity.keyId();
        TokenId token = identity.tokenId();
        return switch (identity) {
            case Identity.Personal(var _, var _, PersonId person) ->
                new Identifier(
                        Kind.PERSONAL, issued, key, token, Optional.of(person), Optional.empty(), Optional.empty());
            case Identity.Deploy _ ->
                new Identifier(Kind.DEPLOY, issued, key, token, Optional.empty(), Optional.empty(), Optional.empty());
            case Identity.Session(var _, var _, PersonId person, SessionId session) ->
                new Identifier(
                        Kind.SESSION, issued, key, token, Optional.of(person), Optional.empty(), Optional.of(session));
            case Identity.OAuth(var _, var _, PersonId person, AppId app) ->
                new Identifier(Kind.OAUTH, issued, key, token, Optional.of(person), Optional.of(app), Optional.empty());
            case Identity.App(var _, var _, AppId app) ->
                new Identifier(Kind.OAUTH, issued, key, token, Optional.empty(), Optional.of(app), Optional.empty());
        };
    }

    /// Reads an identifier; empty for everything outside the grammar.
    public static Optional<Identifier> parse(String text) {
        if (text.length() < HEAD || text.length() > LONGEST || text.charAt(0) != '1' || text.charAt(3) != '.') {
            return Optional.empty();
        }
        Optional<Kind> kind = Kind.ofLetter(text.charAt(1));
        int issued = text.charAt(2) - '0';
        String[] fields = fields(text);
        if (kind.isEmpty() || issued < 1 || issued > MOST_ISSUED || fields.length < 4) {
            return Optional.empty();
        }
        Optional<KeyId> key = KeyId.of(fields[0], fields[1]);
        Optional<TokenId> token = TokenId.parse(fields[2]);
        boolean nobody = fields[3].equals(NOBODY);
        Optional<PersonId> person = nobody ? Optional.empty() : PersonId.parse(fields[3]);
        if (key.isEmpty() || token.isEmpty() || (person.isEmpty() && !nobody)) {
            return Optional.empty();
        }
        Optional<AppId> app =
                fields.length == 5 && kind.get() == Kind.OAUTH ? AppId.parse(fields[4]) : Optional.empty();
        Optional<SessionId> session =
                fields.length == 5 && kind.get() == Kind.SESSION ? SessionId.parse(fields[4]) : Optional.empty();
        boolean lastIsRead = fields.length == 4 || app.isPresent() || session.isPresent();
        return lastIsRead && exists(kind.get(), person, app, session)
                ? Optional.of(new Identifier(kind.get(), issued, key.get(), token.get(), person, app, session))
                : Optional.empty();
    }

    private static boolean exists(
            Kind kind, Optional<PersonId> person, Optional<AppId> app, Optional<SessionId> session) {
        return switch (kind) {
            case PERSONAL -> person.isPresent() && app.isEmpty() && session.isEmpty();
            case DEPLOY -> person.isEmpty() && app.isEmpty() && session.isEmpty();
            case SESSION -> person.isPresent() && app.isEmpty() && session.isPresent();
            case OAUTH -> app.isPresent() && session.isEmpty();
        };
    }

    /// What stands between the dots after the head: four or five fields, or none for any other number.
    private static String[] fields(String text) {
        int dots = 0;
        for (int i = HEAD; i < text.length(); i++) {
            dots += text.charAt(i) == '.' ? 1 : 0;
        }
        if (dots < 3 || dots > 4) {
            return new String[0];
        }
        String[] fields = new String[dots + 1];
        int from = HEAD;
        for (int i = 0; i < dots; i++) {
            int dot = text.indexOf('.', from);
            fields[i] = text.substring(from, dot);
            from = dot + 1;
        }
        fields[dots] = text.substring(from);
        return fields;
    }

    /// The identifier as it stands in the macaroon.
    public String text() {
        StringBuilder out = new StringBuilder(LONGEST)
                .append('1')
                .append(kind.letter())
                .append(issued)
                .append('.')
                .append(keyId.text())
                .append('.')
                .append(tokenId.value())
                .append('.')
                .append(person.map(PersonId::value).orElse(NOBODY));
        app.ifPresent(id -> out.append('.').append(id.value()));
        session.ifPresent(id -> out.append('.').append(id.value()));
        return out.toString();
    }

    /// The last six characters of every token with this identifier.
    public Hint hint() {
        return Hint.of(text().getBytes(ISO_8859_1));
    }

    @Override
    public String toString() {
        return text();
    }
}
