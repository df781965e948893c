package dev.latchkey.macaroon;

/// Writes the canonical V2 form, and only what [MacaroonReader] accepts. A caveat is spliced in front of the
/// last EOS, so the bytes a macaroon was read from stay as they are.
final class Writer {

    private static final int VERSION = 2;
    private static final byte[] NOTHING = {};
    private static final int ENDING = 1 + 2 + Limits.SIGNATURE;

    private final byte[] out;
    private final Sections sections;
    private int position;

    private Writer(int size, Sections sections) {
        if (size > Limits.MAX_BYTES) {
            throw new IllegalArgumentException("a macaroon has at most " + Limits.MAX_BYTES + " bytes, not " + size);
        }
        this.out = new byte[size];
        this.sections = sections;
    }

    /// @param location left out if it is empty
    static Macaroon macaroon(byte[] location, byte[] identifier, byte[] signature) {
        int section = sectionSize(location, identifier, NOTHING);
        var writer = new Writer(1 + section + ENDING, new Sections());
        writer.out[writer.position++] = VERSION;
        writer.section(location, identifier, NOTHING);
        return writer.end(signature);
    }

    static Macaroon withFirstParty(Macaroon macaroon, byte[] predicate, byte[] signature) {
        return append(macaroon, NOTHING, predicate, NOTHING, signature);
    }

    /// @param location left out if it is empty
    static Macaroon withThirdParty(Macaroon macaroon, byte[] location, byte[] cid, byte[] vid, byte[] signature) {
        return append(macaroon, location, cid, vid, signature);
    }

    static Macaroon withSignature(Macaroon macaroon, byte[] signature) {
        byte[] bytes = macaroon.toBytes();
        System.arraycopy(signature, 0, bytes, bytes.length - Limits.SIGNATURE, Limits.SIGNATURE);
        return new Macaroon(bytes, bytes.length, macaroon.sections());
    }

    private static Macaroon append(
            Macaroon macaroon, byte[] location, byte[] identifier, byte[] vid, byte[] signature) {
        if (macaroon.caveatCount() == Limits.MAX_CAVEATS) {
            throw new IllegalArgumentException("a macaroon has at most " + Limits.MAX_CAVEATS + " caveats");
        }
        int kept = macaroon.byteCount() - ENDING;
        var writer = new Writer(
                kept + sectionSize(location, identifier, vid) + ENDING,
                macaroon.sections().extended());
        System.arraycopy(macaroon.raw(), 0, writer.out, 0, kept);
        writer.position = kept;
        writer.section(location, identifier, vid);
        return writer.end(signature);
    }

    private void section(byte[] location, byte[] identifier, byte[] vid) {
        check(Fields.IDENTIFIER, identifier);
        sections.open();
        if (location.length != 0) {
            check(Fields.LOCATION, location);
            sections.place(Fields.LOCATION, field(Fields.LOCATION, location), location.length);
        }
        sections.place(Fields.IDENTIFIER, field(Fields.IDENTIFIER, identifier), identifier.length);
        if (vid.length != 0) {
            check(Fields.VID, vid);
            sections.place(Fields.VID, field(Fields.VID, vid), vid.length);
        }
        out[position++] = Fields.EOS;
    }

    private Macaroon end(byte[] signature) {
        out[position++] = Fields.EOS;
        field(Fields.SIGNATURE, signature);
        return new Macaroon(out, position, sections);
    }

    /// Writes a field and returns where its contents begin.
    private int field(int type, byte[] contents) {
        out[position++] = (byte) type;
        if (contents.length < 0x80) {
            out[position++] = (byte) contents.length;
        } else {
            out[position++] = (byte) (contents.length | 0x80);
            out[position++] = (byte) (contents.length >> 7);
        }
        int start = position;
        System.arraycopy(contents, 0, out, start, contents.length);
        position += contents.length;
        return start;
    }

    private static int sectionSize(byte[] location, byte[] identifier, byte[] vid) {
        return optionalSize(location) + fieldSize(identifier) + optionalSize(vid) + 1;
    }

    private static int optionalSize(byte[] contents) {
        return contents.length == 0 ? 0 : fieldSize(contents);
    }

    private static int fieldSize(byte[] contents) {
        return (contents.length < 0x80 ? 2 : 3) + contents.length;
    }

    private static void check(int type, byte[] contents) {
        if (contents.length < Fields.least(type) || contents.length > Fields.most(type)) {
            throw new IllegalArgumentException("a field of type %d has %d to %d bytes, not %d"
                    .formatted(type, Fields.least(type), Fields.most(type), contents.length));
        }
    }
}
