package dev.latchkey.access;

import dev.latchkey.macaroon.Caveat.FirstParty;
import dev.latchkey.macaroon.Caveat.ThirdParty;
import dev.latchkey.macaroon.Macaroon;
import java.util.OptionalInt;

/// Finds the first byte of identifier, predicate or caveat id that is not printable ASCII.
///
/// Every other library must be able to narrow our tokens, and many keep these fields as strings; besides, raw
/// bytes in a predicate could be shaped like the hash of a third-party caveat.
final class NotText {
    private static final int SIGNATURE_FIELD = 34;
    private static final int EOS = 1;
    private static final int TYPE = 1;
    private static final int VID_FIELD = 74;

    private NotText() {}

    /// The index of that byte in the binary form.
    static OptionalInt in(Macaroon macaroon) {
        OptionalInt inIdentifier = inIdentifier(macaroon, macaroon.identifierText());
        return inIdentifier.isPresent() ? inIdentifier : inCaveats(macaroon);
    }

    /// The index of that byte in the binary form.
    static OptionalInt inIdentifier(Macaroon macaroon, String identifier) {
        int index = offending(identifier);
        return index < 0
                ? OptionalInt.empty()
                : OptionalInt.of(sectionStart(macaroon, 0) - EOS - identifier.length() + index);
    }

    /// The index of that byte in the binary form.
    static OptionalInt inCaveats(Macaroon macaroon) {
        for (int i = 0; i < macaroon.caveatCount(); i++) {
            int index = switch (macaroon.caveat(i)) {
                case FirstParty first -> offending(first.predicateText());
                case ThirdParty third -> offending(third.cidText());
            };
            if (index >= 0) {
                return OptionalInt.of(sectionStart(macaroon, i) + headOf(macaroon, i) + index);
            }
        }
        return OptionalInt.empty();
    }

    private static int offending(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < 0x20 || text.charAt(i) > 0x7e) {
                return i;
            }
        }
        return -1;
    }

    /// Counted from the end: what follows a section is canonical, so its size follows from its contents, while
    /// a location in front of the identifier need not survive decoding.
    private static int sectionStart(Macaroon macaroon, int section) {
        int start = macaroon.byteCount() - SIGNATURE_FIELD - EOS;
        for (int i = section; i < macaroon.caveatCount(); i++) {
            start -= switch (macaroon.caveat(i)) {
                case FirstParty first ->
                    headOf(macaroon, i) + first.predicateText().length() + EOS;
                case ThirdParty third -> headOf(macaroon, i) + third.cidText().length() + VID_FIELD + EOS;
            };
        }
        return start;
    }

    /// What stands in a caveat's section before its predicate or caveat id.
    private static int headOf(Macaroon macaroon, int caveat) {
        return switch (macaroon.caveat(caveat)) {
            case FirstParty first -> head(first.predicateText());
            case ThirdParty third -> third.location().map(NotText::field).orElse(0) + head(third.cidText());
        };
    }

    private static int field(String contents) {
        return head(contents) + contents.length();
    }

    /// Type and length: a length over 127 takes a second byte.
    private static int head(String contents) {
        return TYPE + (contents.length() < 128 ? 1 : 2);
    }
}
