package dev.latchkey.macaroon;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;

/// Reads macaroons in the binary V2 format of libmacaroons, as base64url text or as bytes, and nothing else.
///
/// For any input the answer is a [Reading], never an exception. Work and memory are bounded by [Limits],
/// whatever a length in the input claims.
public final class MacaroonReader {

    /// Reads a text that is one macaroon from its first to its last character.
    public static Reading read(String text) {
        Reading reading = read(text, 0);
        return reading instanceof Reading.Whole(var _, int used) && used < text.length()
                ? new Reading.Malformed(Rule.TRAILING, used + 1)
                : reading;
    }

    /// Reads the macaroon that begins in a text at the index `start` and stops behind its signature and
    /// padding; a V2 macaroon says itself where it ends. What stands before and behind is the caller's to
    /// judge, and so is [Limits#MAX_TEXT] for what stands behind.
    ///
    /// @param start index into the text, from 0 to its length
    /// @throws IndexOutOfBoundsException if `start` is not in the text: a fault of the caller, not of the text
    public static Reading read(String text, int start) {
        return parser(text, start).read();
    }

    /// Reads bytes that are one macaroon from the first to the last. Positions and lengths in the answer count
    /// bytes.
    public static Reading readBytes(byte[] bytes) {
        return new Parser(new ByteSource(bytes)).read();
    }

    /// The identifier of the macaroon that begins at `start`, one character per byte, if at least the
    /// identifier is whole: what is cut off or broken behind it does not matter. Proves nothing, since the
    /// signature may be missing.
    ///
    /// @throws IndexOutOfBoundsException if `start` is not in the text
    public static Optional<String> identifierText(String text, int start) {
        var source = new TextSource(text, Objects.checkFromToIndex(start, text.length(), text.length()));
        var parser = new Parser(source);
        parser.read();
        Sections sections = parser.sections();
        if (sections.count() == 0 || sections.identifierLength(0) == 0) {
            return Optional.empty();
        }
        return Optional.of(new String(
                source.bytes(), sections.identifier(0), sections.identifierLength(0), StandardCharsets.ISO_8859_1));
    }

    private static Parser parser(String text, int start) {
        Objects.checkFromToIndex(start, text.length(), text.length());
        return new Parser(new TextSource(text, start));
    }

    private MacaroonReader() {}
}
