package dev.latchkey.kit.credential;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/// What a client presented in `Authorization`: `Bearer` (RFC 6750 §2.1), or `Basic` (RFC 7617) with the token
/// as the password, which is what npm, curl and git can send. Schemes in any case.
///
/// The user name of Basic is dropped unread. A token in a query, path, form or cookie is never looked for.
public sealed interface Presented {
    /// No credential of a kind we know.
    record Nothing() implements Presented {}

    /// One text, which may be anything.
    record Credential(String text) implements Presented {
        /// Never the text.
        @Override
        public String toString() {
            return "Credential[••••]";
        }
    }

    /// More than one credential, or one whose dress cannot be taken off: nobody can say which is meant (RFC
    /// 6750 §3.1, `invalid_request`).
    ///
    /// @param why a sentence for the client, without anything it sent
    record Unclear(String why) implements Presented {}

    /// Reads all values of the header.
    static Presented of(List<String> authorization) {
        return switch (authorization.size()) {
            case 0 -> new Nothing();
            case 1 -> of(authorization.getFirst());
            default -> new Unclear("Present exactly one credential.");
        };
    }

    private static Presented of(String value) {
        var blank = value.indexOf(' ');
        var scheme = blank < 0 ? value : value.substring(0, blank);
        var rest = blank < 0 ? "" : value.substring(blank + 1);
        if (scheme.equalsIgnoreCase("Bearer")) {
            return single(rest);
        }
        return scheme.equalsIgnoreCase("Basic") ? password(rest) : new Nothing();
    }

    /// A proxy that folds two header lines into one joins them by a comma, which is in no credential of ours.
    private static Presented single(String text) {
        if (text.isEmpty()) {
            return new Unclear("A token has to follow the word Bearer.");
        }
        return text.indexOf(',') < 0 ? new Credential(text) : new Unclear("Present exactly one credential.");
    }

    private static Presented password(String encoded) {
        try {
            var pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.ISO_8859_1);
            var colon = pair.indexOf(':');
            return colon < 0 || colon == pair.length() - 1
                    ? new Unclear("Present the token as the password of Basic.")
                    : new Credential(pair.substring(colon + 1));
        } catch (IllegalArgumentException notBase64) {
            return new Unclear("The credentials of Basic are not base64.");
        }
    }
}
