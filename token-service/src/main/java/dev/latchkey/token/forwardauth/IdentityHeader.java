package dev.latchkey.token.forwardauth;

import dev.latchkey.access.AppId;
import dev.latchkey.access.Effective;
import dev.latchkey.access.PersonId;
import dev.latchkey.access.SessionId;
import java.util.function.Function;

/// What an application behind a proxy reads about the token. Each is in every answer, empty where there is
/// nothing to say, so that a proxy which copies it overwrites whatever the client wrote under its name.
enum IdentityHeader {
    TOKEN_ID("Latchkey-Token-Id", token -> token.tokenId().publicId()),
    HINT("Latchkey-Hint", token -> token.hint().value()),
    KIND("Latchkey-Kind", token -> token.kind().slug()),
    ORG("Latchkey-Org", token -> token.org().value()),
    PERSON("Latchkey-Person", token -> token.person().map(PersonId::publicId).orElse("")),
    APP("Latchkey-App", token -> token.app().map(AppId::publicId).orElse("")),
    SESSION(
            "Latchkey-Session",
            token -> token.session().map(SessionId::publicId).orElse("")),
    /// The level the token has, not the one the request needs.
    ACCESS("Latchkey-Access", token -> token.rights().access().slug());

    /// The resource that was decided about: of the request, not of the token.
    static final String RESOURCE = "Latchkey-Resource";

    /// Why it was refused.
    static final String REASON = "Latchkey-Reason";

    private final String header;
    private final Function<Effective, String> value;

    IdentityHeader(String header, Function<Effective, String> value) {
        this.header = header;
        this.value = value;
    }

    String header() {
        return header;
    }

    String of(Effective token) {
        return value.apply(token);
    }
}
