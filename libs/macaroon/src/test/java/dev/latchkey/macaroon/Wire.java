package dev.latchkey.macaroon;

import java.io.ByteArrayOutputStream;
import java.util.Base64;

/// Writes what the format allows and what it does not, field by field.
final class Wire {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /// The version byte and an identifier, its section still open.
    static Wire begun() {
        return new Wire().raw(2).field(Fields.IDENTIFIER, 3);
    }

    Wire raw(int... bytes) {
        for (int value : bytes) {
            out.write(value);
        }
        return this;
    }

    Wire raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    Wire raw(Wire other) {
        return raw(other.bytes());
    }

    /// A field of so many bytes `61`, its length written minimally.
    Wire field(int type, int length) {
        raw(type);
        if (length < 0x80) {
            raw(length);
        } else {
            raw((length & 0x7f) | 0x80, length >> 7);
        }
        return contents(length);
    }

    Wire contents(int length) {
        for (int i = 0; i < length; i++) {
            raw(0x61);
        }
        return this;
    }

    Wire eos() {
        return raw(Fields.EOS);
    }

    Wire firstParty(int length) {
        return field(Fields.IDENTIFIER, length).eos();
    }

    /// The last EOS and a signature.
    Wire signed() {
        return eos().field(Fields.SIGNATURE, Limits.SIGNATURE);
    }

    int size() {
        return out.size();
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    String text() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes());
    }
}
