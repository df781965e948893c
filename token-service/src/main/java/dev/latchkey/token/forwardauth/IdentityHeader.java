package dev.latchkey.token.forwardauth;

import dev.latchkey.access.AppId;
import dev.latchkey.access.Effective;
import dev.latchkey.access.PersonId;
import dev.latchkey.access.SessionId;

/// What an application behind a proxy reads about the token. Each is in every answer, empty where there is
/// nothing to say, so that a proxy which copies it overwrites whatever the client wrote under its name.
enum IdentityHeader {
    TOKEN_ID("Latchkey-Token-Id"),
    HINT("Latchkey-Hint"),
    KIND("Latchkey-Kind"),
    ORG("Latchkey-Org"),
    PERSON("Latchkey-Person"),
    APP("Latchkey-App"),
    SESSION("Latchkey-Session"),
    /// The level the token has, not the one the request needs.
    ACCESS("Latchkey-Access");

    /// The resource that was decided about: of the request, not of the token.
    static final String RESOURCE = "Latchkey-Resource";

    /// Why it was refused.
    static final String REASON = "Latchkey-Reason";

    private final String header;

    IdentityHeader(String header) {
        this.header = header;
    }

    String header() {
        return header;
    }

    String of(Effective token) {
        return switch (this) {
            case TOKEN_ID -> token.tokenId().publicId();
            case HINT -> token.hint().value();
            case KIND -> token.kind().slug();
            case ORG -> token.org().value();
            case PERSON -> token.person().map(PersonId::publicId).orElse("");
            case APP -> token.app().map(AppId::publicId).orElse("");
            case SESSION -> token.session().map(SessionId::publicId).orElse("");
            case ACCESS -> token.rights().access().slug();
        };
    }
}
