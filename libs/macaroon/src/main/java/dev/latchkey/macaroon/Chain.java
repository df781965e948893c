package dev.latchkey.macaroon;

import java.security.MessageDigest;
import java.util.Arrays;

/// Recomputes the chain of signatures of a macaroon and compares in constant time.
///
/// Owns its digest and all scratch memory, so that a verification allocates nothing on the hash path. Not
/// thread-safe: give each event loop or worker its own and keep it. Scratch is cleared before a call returns;
/// the digest of the JDK keeps its own state, which this class cannot reach.
///
/// ```
/// start        sig = HMAC(key, identifier)
/// first party  sig = HMAC(sig, predicate)
/// third party  sig = HMAC(sig, HMAC(sig, vid) ‖ HMAC(sig, cid))
/// ```
public final class Chain {

    private static final byte[] ZERO_KEY = new byte[Hmac.LENGTH];

    private final Hmac hmac = new Hmac();
    private final byte[] tail = new byte[Hmac.LENGTH];
    private final byte[] halves = new byte[2 * Hmac.LENGTH];
    private final byte[] presented = new byte[Limits.SIGNATURE];

    /// Says whether the signature of the macaroon is the one this key makes of its identifier and caveats.
    ///
    /// Costs one HMAC for the macaroon, one for each first-party and three for each third-party caveat, whether
    /// it matches or not. Opens no verification id and looks at no predicate: a match says that every caveat is
    /// as its adder wrote it, not that one of them holds.
    ///
    /// @param key the chain key of the root key the macaroon was made under, or for a discharge the key found
    ///     in the verification id
    public boolean matches(Macaroon macaroon, Key key) {
        try {
            compute(macaroon, key);
            macaroon.copySignature(presented);
            return MessageDigest.isEqual(tail, presented);
        } finally {
            clear();
        }
    }

    /// How many HMACs this chain has computed since it was made: the measure of the work presented tokens have
    /// caused.
    public long hmacCount() {
        return hmac.count();
    }

    /// The signature a new macaroon begins with.
    static byte[] signature(Key key, byte[] identifier) {
        var chain = new Chain();
        try {
            chain.start(key, identifier, 0, identifier.length);
            return chain.tail.clone();
        } finally {
            chain.clear();
        }
    }

    static byte[] afterFirstParty(byte[] signature, byte[] predicate) {
        var chain = new Chain();
        try {
            System.arraycopy(signature, 0, chain.tail, 0, Hmac.LENGTH);
            chain.firstParty(predicate, 0, predicate.length);
            return chain.tail.clone();
        } finally {
            chain.clear();
        }
    }

    static byte[] afterThirdParty(byte[] signature, byte[] vid, byte[] cid) {
        var chain = new Chain();
        try {
            System.arraycopy(signature, 0, chain.tail, 0, Hmac.LENGTH);
            chain.pair(chain.tail, vid, 0, vid.length, cid, 0, cid.length);
            return chain.tail.clone();
        } finally {
            chain.clear();
        }
    }

    /// `HMAC(0³², HMAC(0³², root) ‖ HMAC(0³², own))`: proves knowledge of the root's signature without showing
    /// either one, and is no chain key any more, so nothing can be appended behind it.
    static byte[] bound(byte[] root, byte[] own) {
        var chain = new Chain();
        try {
            chain.pair(ZERO_KEY, root, 0, root.length, own, 0, own.length);
            return chain.tail.clone();
        } finally {
            chain.clear();
        }
    }

    private void compute(Macaroon macaroon, Key key) {
        byte[] bytes = macaroon.raw();
        Sections sections = macaroon.sections();
        start(key, bytes, sections.identifier(0), sections.identifierLength(0));
        for (int section = 1; section < sections.count(); section++) {
            int offset = sections.identifier(section);
            int length = sections.identifierLength(section);
            if (sections.isThirdParty(section)) {
                pair(tail, bytes, sections.vid(section), Limits.VID, bytes, offset, length);
            } else {
                firstParty(bytes, offset, length);
            }
        }
    }

    private void start(Key key, byte[] identifier, int offset, int length) {
        hmac.compute(key.raw(), identifier, offset, length, tail, 0);
    }

    private void firstParty(byte[] predicate, int offset, int length) {
        hmac.compute(tail, predicate, offset, length, tail, 0);
    }

    private void pair(byte[] key, byte[] left, int leftOffset, int leftLength, byte[] right, int offset, int length) {
        hmac.compute(key, left, leftOffset, leftLength, halves, 0);
        hmac.compute(key, right, offset, length, halves, Hmac.LENGTH);
        hmac.compute(key, halves, 0, halves.length, tail, 0);
    }

    private void clear() {
        Arrays.fill(tail, (byte) 0);
        Arrays.fill(halves, (byte) 0);
        Arrays.fill(presented, (byte) 0);
    }
}
