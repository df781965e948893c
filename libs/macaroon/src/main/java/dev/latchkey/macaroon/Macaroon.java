package dev.latchkey.macaroon;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// One macaroon: an identifier, caveats in the order they were added, and a signature over all of them.
/// Immutable; each `with` method returns a new one, and adding a caveat needs no key.
///
/// The whole of it is a credential, so [#toString] shows only its shape. [#signature], [#toBytes] and [#toText]
/// give the secret away on purpose.
///
/// Format: the binary V2 of libmacaroons, in its canonical form only (see [Rule]). Sizes are those of [Limits];
/// a method that would leave them throws [IllegalArgumentException], whose message holds no contents.
public final class Macaroon {

    private final byte[] bytes;
    private final int length;
    private final Sections sections;

    /// Takes over bytes in canonical form and where their sections lie; neither may be changed any more.
    Macaroon(byte[] bytes, int length, Sections sections) {
        this.bytes = bytes;
        this.length = length;
        this.sections = sections;
    }

    /// A macaroon without caveats and without a location.
    ///
    /// @param identifier 1 to 255 bytes, readable to every holder
    public static Macaroon create(Key rootKey, byte[] identifier) {
        return create(rootKey, identifier, "");
    }

    /// A macaroon without caveats.
    ///
    /// @param identifier 1 to 255 bytes, readable to every holder
    /// @param location a hint for holders that no signature covers, at most 64 bytes of UTF-8; none is written
    ///     if empty
    public static Macaroon create(Key rootKey, byte[] identifier, String location) {
        return Writer.macaroon(utf8(location), identifier, Chain.signature(rootKey, identifier));
    }

    /// This macaroon narrowed by one condition the verifier decides.
    ///
    /// @param predicate 1 to 255 bytes; up to 55 cost the verifier one compression less
    public Macaroon withFirstParty(byte[] predicate) {
        return Writer.withFirstParty(this, predicate, Chain.afterFirstParty(signature(), predicate));
    }

    /// This macaroon narrowed by one condition the verifier decides.
    ///
    /// @param predicate 1 to 255 printable ASCII characters, `20` to `7E`
    public Macaroon withFirstParty(String predicate) {
        if (predicate.chars().anyMatch(c -> c < 0x20 || c > 0x7e)) {
            throw new IllegalArgumentException("a predicate given as text is printable ASCII");
        }
        return withFirstParty(predicate.getBytes(StandardCharsets.US_ASCII));
    }

    /// This macaroon narrowed by one condition someone else must confirm with a discharge made from the same
    /// secret. Needs Bouncy Castle on the class path; nothing else does.
    ///
    /// @param location a hint where to ask, at most 64 bytes of UTF-8; none is written if empty
    /// @param caveatSecret what the discharge is made from, shared with its maker alone. Should be 32 random
    ///     bytes. Not kept, and the caller's to clear
    /// @param cid 1 to 255 bytes by which the maker finds the secret again; readable to every holder
    public Macaroon withThirdParty(String location, byte[] caveatSecret, byte[] cid) {
        return withThirdParty(location, caveatSecret, cid, SecretBox.randomNonce());
    }

    /// For known answers alone: a nonce that repeats under one signature gives both caveat keys away.
    Macaroon withThirdParty(String location, byte[] caveatSecret, byte[] cid, byte[] nonce) {
        byte[] signature = signature();
        Key caveatKey = Key.derive(caveatSecret);
        try {
            byte[] vid = SecretBox.seal(signature, nonce, caveatKey.raw());
            return Writer.withThirdParty(this, utf8(location), cid, vid, Chain.afterThirdParty(signature, vid, cid));
        } finally {
            caveatKey.clear();
        }
    }

    /// This macaroon, a discharge, bound to the macaroon it is to be presented with, as libmacaroons binds. It
    /// is good for that one alone, and no caveat can be added to it any more.
    ///
    /// @param root the macaroon that carries the first third-party caveat, also for the discharge of a
    ///     discharge
    public Macaroon bindTo(Macaroon root) {
        return bindToHalf(root.bindHalf());
    }

    /// This macaroon, a discharge, bound to the macaroon that a [#bindHalf] is of.
    ///
    /// @param half 32 bytes
    /// @throws IllegalArgumentException if there are not 32
    public Macaroon bindToHalf(byte[] half) {
        if (half.length != Limits.SIGNATURE) {
            throw new IllegalArgumentException("the half of a binding has 32 bytes, not " + half.length);
        }
        return Writer.withSignature(this, Chain.bound(half, signature()));
    }

    /// `HMAC-SHA-256(0³², signature)`: what the maker of a discharge needs to bind it to this macaroon. It does not
    /// give the signature away.
    public byte[] bindHalf() {
        return Chain.half(signature());
    }

    /// Whether a caveat has to be confirmed by somebody else.
    public boolean hasThirdParty() {
        for (int section = 1; section < sections.count(); section++) {
            if (sections.isThirdParty(section)) {
                return true;
            }
        }
        return false;
    }

    /// A copy of the identifier, 1 to 255 bytes.
    public byte[] identifier() {
        int offset = sections.identifier(0);
        return Arrays.copyOfRange(bytes, offset, offset + sections.identifierLength(0));
    }

    /// The identifier, one character per byte (ISO 8859-1).
    public String identifierText() {
        return new String(bytes, sections.identifier(0), sections.identifierLength(0), StandardCharsets.ISO_8859_1);
    }

    /// The hint its maker or anyone after wrote here; no signature covers it. May be empty text, since some
    /// writers emit that.
    public Optional<String> location() {
        return sections.hasLocation(0)
                ? Optional.of(
                        new String(bytes, sections.location(0), sections.locationLength(0), StandardCharsets.UTF_8))
                : Optional.empty();
    }

    /// 0 to 32.
    public int caveatCount() {
        return sections.caveats();
    }

    /// The caveats in the order they were added.
    public List<Caveat> caveats() {
        var caveats = new ArrayList<Caveat>(caveatCount());
        for (int index = 0; index < caveatCount(); index++) {
            caveats.add(caveat(index));
        }
        return List.copyOf(caveats);
    }

    /// The caveat added at this place.
    ///
    /// @param index from 0 to [#caveatCount] − 1
    public Caveat caveat(int index) {
        int section = Objects.checkIndex(index, caveatCount()) + 1;
        return sections.isThirdParty(section)
                ? new Caveat.ThirdParty(bytes, sections, section)
                : new Caveat.FirstParty(bytes, sections.identifier(section), sections.identifierLength(section));
    }

    /// A copy of the 32 bytes that make this a credential; with them caveats can be added.
    public byte[] signature() {
        var signature = new byte[Limits.SIGNATURE];
        copySignature(signature);
        return signature;
    }

    /// Bytes of the binary form.
    public int byteCount() {
        return length;
    }

    /// A copy of the binary form: the credential itself.
    public byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    /// The binary form as base64url without padding: the credential itself.
    public String toText() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(toBytes());
    }

    void copySignature(byte[] target) {
        System.arraycopy(bytes, length - Limits.SIGNATURE, target, 0, Limits.SIGNATURE);
    }

    /// The bytes themselves, for readers in this package; may be longer than [#byteCount].
    byte[] raw() {
        return bytes;
    }

    Sections sections() {
        return sections;
    }

    @Override
    public String toString() {
        return "Macaroon[" + length + " bytes, " + caveatCount() + " caveats]";
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
