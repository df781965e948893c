package dev.latchkey.macaroon;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

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
    private static final Verification HELD = new Verification.Held();

    private final Hmac hmac = new Hmac();
    private final byte[] tail = new byte[Hmac.LENGTH];
    private final byte[] halves = new byte[2 * Hmac.LENGTH];
    private final byte[] presented = new byte[Limits.SIGNATURE];
    private final byte[] tails = new byte[(Limits.MAX_CAVEATS + 1) * Hmac.LENGTH];
    private long openings;

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
            compute(macaroon, key, false);
            macaroon.copySignature(presented);
            return MessageDigest.isEqual(tail, presented);
        } finally {
            clear();
        }
    }

    /// Says whether the signature is the one this key makes, and whether every third-party caveat is vouched for
    /// by one of the discharges, bound to this macaroon.
    ///
    /// The chain of the macaroon itself comes first: if it is not equal, nothing else has been looked at. Then
    /// each third-party caveat takes the one discharge that has its caveat id for an identifier, and no discharge
    /// is left over. Looks at no predicate, neither here nor in the discharges.
    ///
    /// A discharge may be bound to this macaroon or, since people narrow after binding, to one of the seven it was
    /// narrowed from last; never to one that did not have its first third-party caveat yet. Costs, besides what
    /// [#matches] says of each macaroon, at most 8 HMACs, 9 for each discharge, and one verification id opened for
    /// each third-party caveat.
    ///
    /// @param depth how deep discharges may hang under each other, 0 to 4: with 1 a discharge that has a
    ///     third-party caveat itself is refused
    public Verification verify(Macaroon macaroon, Key key, List<Macaroon> discharges, int depth) {
        if (depth < 0 || depth > Limits.MAX_DEPTH) {
            throw new IllegalArgumentException("discharges hang 0 to " + Limits.MAX_DEPTH + " deep");
        }
        try {
            compute(macaroon, key, true);
            macaroon.copySignature(presented);
            if (!MessageDigest.isEqual(tail, presented)) {
                return new Verification.BadSignature();
            }
            return discharges.isEmpty() && !macaroon.hasThirdParty()
                    ? HELD
                    : new Vouching(this, macaroon, discharges, depth).verification();
        } finally {
            clear();
        }
    }

    /// How many HMACs this chain has computed since it was made: the measure of the work presented tokens have
    /// caused.
    public long hmacCount() {
        return hmac.count();
    }

    /// How many verification ids this chain has opened, or tried to, since it was made.
    public long openings() {
        return openings;
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

    /// `HMAC(0³², signature)`, one half of a binding: from it the signature cannot be found.
    static byte[] half(byte[] signature) {
        var chain = new Chain();
        try {
            chain.half(signature, chain.tail, 0);
            return chain.tail.clone();
        } finally {
            chain.clear();
        }
    }

    /// `HMAC(0³², HMAC(0³², root) ‖ HMAC(0³², own))`: proves knowledge of the root's signature without showing
    /// either one, and is no chain key any more, so nothing can be appended behind it.
    static byte[] bound(byte[] rootHalf, byte[] own) {
        var chain = new Chain();
        try {
            System.arraycopy(rootHalf, 0, chain.halves, 0, Hmac.LENGTH);
            chain.half(own, chain.halves, Hmac.LENGTH);
            chain.bind();
            return chain.tail.clone();
        } finally {
            chain.clear();
        }
    }

    /// The signature that the macaroon should have; its tails are kept until the next chain is computed.
    byte[] computed(Macaroon macaroon, Key key) {
        compute(macaroon, key, true);
        return tail.clone();
    }

    /// A copy of the tail behind the first `caveats` caveats of the macaroon computed last.
    byte[] tail(int caveats) {
        return Arrays.copyOfRange(tails, caveats * Hmac.LENGTH, (caveats + 1) * Hmac.LENGTH);
    }

    /// Writes `HMAC(0³², signature)`.
    void half(byte[] signature, byte[] out, int offset) {
        hmac.compute(ZERO_KEY, signature, 0, signature.length, out, offset);
    }

    /// Whether `presented` is what the two halves bind to; in constant time.
    boolean isBound(byte[] rootHalf, byte[] ownHalf, byte[] signature) {
        System.arraycopy(rootHalf, 0, halves, 0, Hmac.LENGTH);
        System.arraycopy(ownHalf, 0, halves, Hmac.LENGTH, Hmac.LENGTH);
        bind();
        return MessageDigest.isEqual(tail, signature);
    }

    private void bind() {
        hmac.compute(ZERO_KEY, halves, 0, halves.length, tail, 0);
    }

    /// The key of the discharge that a caveat asks for, if the caveat was added under this tail.
    Optional<byte[]> open(byte[] tail, Caveat.ThirdParty caveat) {
        openings++;
        return SecretBox.open(tail, caveat.vid());
    }

    private void compute(Macaroon macaroon, Key key, boolean keepTails) {
        byte[] bytes = macaroon.raw();
        Sections sections = macaroon.sections();
        start(key, bytes, sections.identifier(0), sections.identifierLength(0));
        keep(0, keepTails);
        for (int section = 1; section < sections.count(); section++) {
            int offset = sections.identifier(section);
            int length = sections.identifierLength(section);
            if (sections.isThirdParty(section)) {
                pair(tail, bytes, sections.vid(section), Limits.VID, bytes, offset, length);
            } else {
                firstParty(bytes, offset, length);
            }
            keep(section, keepTails);
        }
    }

    private void keep(int caveats, boolean keepTails) {
        if (keepTails) {
            System.arraycopy(tail, 0, tails, caveats * Hmac.LENGTH, Hmac.LENGTH);
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
        Arrays.fill(tails, (byte) 0);
    }
}
