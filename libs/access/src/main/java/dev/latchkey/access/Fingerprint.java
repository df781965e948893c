package dev.latchkey.access;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.latchkey.macaroon.Caveat.ThirdParty;
import dev.latchkey.macaroon.Macaroon;
import java.security.MessageDigest;
import java.util.List;

/// Which narrowed copy of a token was presented: equal for copies with the same appended restrictions.
///
/// Computed over the caveats after the issued ones and without their `time-before`, so that a job which narrows
/// afresh at each run stays one child: the first 60 bits of SHA-256 over, for each in order, a type byte (1
/// first-party, 3 third-party), a two-byte big-endian length, and the predicate or caveat id. The signature
/// does not enter.
///
/// @param value twelve characters of `0123456789abcdefghjkmnpqrstvwxyz`, or `root` for nothing appended
public record Fingerprint(String value) {
    /// The token as issued, or narrowed in time only.
    public static final Fingerprint ROOT = new Fingerprint("root");

    private static final int LENGTH = 12;
    private static final int BITS = 60;
    private static final byte FIRST_PARTY = 1;
    private static final byte THIRD_PARTY = 3;
    private static final String TIME_BEFORE = "time-before ";
    private static final List<String> VARYING = List.of("ip in ", "session = ");
    private static final String ANY = "*";

    public Fingerprint {
        if (!value.equals("root") && !Base32.isWord(value, LENGTH)) {
            throw new IllegalArgumentException("not a fingerprint");
        }
    }

    /// The fingerprint of a macaroon whose first `issued` caveats are its mint's word.
    ///
    /// @param texts the predicate or caveat id of each caveat, in order
    static Fingerprint of(Macaroon macaroon, List<String> texts, int issued) {
        return hash(macaroon, texts, issued, false);
    }

    /// The same for children that differ only in addresses, sessions and tickets.
    static Fingerprint shapeOf(Macaroon macaroon, List<String> texts, int issued) {
        return hash(macaroon, texts, issued, true);
    }

    private static Fingerprint hash(Macaroon macaroon, List<String> texts, int issued, boolean shape) {
        if (texts.size() <= issued) {
            return ROOT;
        }
        MessageDigest sha256 = Sha256.fresh();
        boolean any = false;
        for (int i = issued; i < texts.size(); i++) {
            boolean thirdParty = macaroon.caveat(i) instanceof ThirdParty;
            if (thirdParty || !texts.get(i).startsWith(TIME_BEFORE)) {
                any = true;
                sha256.update(thirdParty ? THIRD_PARTY : FIRST_PARTY);
                String text = shape ? withoutValue(texts.get(i), thirdParty) : texts.get(i);
                update(sha256, text.getBytes(ISO_8859_1));
            }
        }
        return any ? new Fingerprint(Base32.encode(Sha256.leadingBits(sha256.digest(), BITS), LENGTH)) : ROOT;
    }

    private static String withoutValue(String text, boolean thirdParty) {
        if (thirdParty) {
            return ANY;
        }
        for (String head : VARYING) {
            if (text.startsWith(head)) {
                return head + ANY;
            }
        }
        return text;
    }

    private static void update(MessageDigest sha256, byte[] text) {
        sha256.update((byte) (text.length >>> 8));
        sha256.update((byte) text.length);
        sha256.update(text);
    }

    public boolean isRoot() {
        return equals(ROOT);
    }

    @Override
    public String toString() {
        return value;
    }
}
