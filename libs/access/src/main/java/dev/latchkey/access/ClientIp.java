package dev.latchkey.access;

import java.util.Optional;

/// The address a request came from, parsed by our own reader and never resolved.
///
/// An IPv4-mapped address (`::ffff:203.0.113.9`) is the IPv4 address it embeds; other embeddings stay IPv6.
/// Which address is the client's is the business of the door that trusts a proxy or does not.
///
/// @param family IPv4 or IPv6; the two never match each other
/// @param high the first 64 bits of an IPv6 address, 0 for IPv4
/// @param low the last 64 bits of an IPv6 address, or the 32 of an IPv4 one
public record ClientIp(Family family, long high, long low) {
    /// The two address families.
    public enum Family {
        V4(32),
        V6(128);

        private final int bits;

        Family(int bits) {
            this.bits = bits;
        }

        int bits() {
            return bits;
        }
    }

    public ClientIp {
        if (family == Family.V4 ? high != 0 || low >>> 32 != 0 : isMapped(high, low)) {
            throw new IllegalArgumentException("not an address of this family");
        }
    }

    /// Reads dotted-quad IPv4 without leading zeros, or IPv6 as of RFC 4291 §2.2 without a zone.
    public static Optional<ClientIp> parse(String text) {
        return text.indexOf(':') >= 0 ? Ipv6Reader.ofRequest(text).read() : Ipv4Reader.read(text);
    }

    /// IPv4, or IPv6 when the bits are not those of a mapped IPv4 address.
    static ClientIp unmapped(long high, long low) {
        return isMapped(high, low)
                ? new ClientIp(Family.V4, 0, low & 0xffff_ffffL)
                : new ClientIp(Family.V6, high, low);
    }

    private static boolean isMapped(long high, long low) {
        return high == 0 && low >>> 32 == 0xffff;
    }

    /// The address as RFC 5952 writes it.
    public String text() {
        return family == Family.V4 ? Ipv4Reader.text(low) : Ipv6Reader.text(high, low);
    }

    @Override
    public String toString() {
        return text();
    }
}
