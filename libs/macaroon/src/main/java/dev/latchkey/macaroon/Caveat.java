package dev.latchkey.macaroon;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// One condition on the use of a macaroon. What a predicate means is its reader's business, not this library's.
///
/// Caveats are views of the macaroon they came from: cheap to make, and unchangeable, since every array they
/// hand out is a copy. Predicates and caveat ids read as text have one character per byte (ISO 8859-1), so that
/// no byte is lost or merged on the way; a reader that wants ASCII checks the characters.
public sealed interface Caveat {

    /// A condition the verifier itself decides.
    final class FirstParty implements Caveat {

        private final byte[] bytes;
        private final int offset;
        private final int length;

        FirstParty(byte[] bytes, int offset, int length) {
            this.bytes = bytes;
            this.offset = offset;
            this.length = length;
        }

        /// 1 to 255 bytes.
        public byte[] predicate() {
            return Arrays.copyOfRange(bytes, offset, offset + length);
        }

        /// The predicate, one character per byte.
        public String predicateText() {
            return new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
        }

        @Override
        public String toString() {
            return "FirstParty[" + length + " bytes]";
        }
    }

    /// A condition that holds if someone else says so, by a discharge whose identifier is the caveat id.
    final class ThirdParty implements Caveat {

        private final byte[] bytes;
        private final Sections sections;
        private final int section;

        ThirdParty(byte[] bytes, Sections sections, int section) {
            this.bytes = bytes;
            this.sections = sections;
            this.section = section;
        }

        /// A hint where a discharge may be had. No signature covers it: never connect to, trust, or decide by
        /// it.
        public Optional<String> location() {
            return sections.hasLocation(section)
                    ? Optional.of(new String(
                            bytes,
                            sections.location(section),
                            sections.locationLength(section),
                            StandardCharsets.UTF_8))
                    : Optional.empty();
        }

        /// The key of the discharge, sealed under the signature in front of this caveat: 72 bytes.
        public byte[] vid() {
            return Arrays.copyOfRange(bytes, sections.vid(section), sections.vid(section) + Limits.VID);
        }

        /// The caveat id, 1 to 255 bytes.
        public byte[] cid() {
            int offset = sections.identifier(section);
            return Arrays.copyOfRange(bytes, offset, offset + sections.identifierLength(section));
        }

        /// The caveat id, one character per byte.
        public String cidText() {
            return new String(
                    bytes,
                    sections.identifier(section),
                    sections.identifierLength(section),
                    StandardCharsets.ISO_8859_1);
        }

        @Override
        public String toString() {
            return "ThirdParty[" + sections.identifierLength(section) + " bytes]";
        }
    }
}
