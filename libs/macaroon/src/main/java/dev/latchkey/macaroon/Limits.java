package dev.latchkey.macaroon;

/// The sizes a macaroon may have. Bytes unless the name or the sentence says characters; a reader refuses more,
/// a writer never makes more.
public final class Limits {

    /// Characters of a whole text, with whatever a caller puts in front of the macaroon and behind it.
    public static final int MAX_TEXT = 4096;

    /// Bytes of one macaroon: what [#MAX_TEXT] characters of base64 can carry.
    public static final int MAX_BYTES = MAX_TEXT / 4 * 3;

    /// Caveats of one macaroon, first- and third-party together.
    public static final int MAX_CAVEATS = 32;

    /// Bytes of an identifier, a predicate or a caveat id; each has at least one.
    public static final int MAX_FIELD = 255;

    /// Bytes of a location.
    public static final int MAX_LOCATION = 64;

    /// Bytes of a verification id: 24 of nonce, 16 of tag, 32 of sealed key.
    public static final int VID = 72;

    /// Bytes of a signature and of every key in the chain.
    public static final int SIGNATURE = 32;

    /// How deep discharges may hang under each other at most, whatever a verifier asks for.
    public static final int MAX_DEPTH = 4;

    private Limits() {}
}
