package dev.latchkey.access;

import java.util.Comparator;
import java.util.Optional;

/// A range of addresses in CIDR notation, such as `203.0.113.0/24` or `2001:db8::/32`.
///
/// No host bits are set, so a network has one base. IPv4 never lies in an IPv6 network, not even in `::/0`.
///
/// @param base the first address of the range
/// @param length how many leading bits all its addresses share
public record Network(ClientIp base, int length) {
    /// A network comes directly before its parts: they begin where it does or later, and are longer.
    static final Nesting<Network> NESTING = new Nesting<>(
            Comparator.<Network, ClientIp.Family>comparing(network -> network.base.family())
                    .thenComparing(network -> network.base.high(), Long::compareUnsigned)
                    .thenComparing(network -> network.base.low(), Long::compareUnsigned)
                    .thenComparingInt(Network::length),
            Network::covers);

    public Network {
        if (!valid(base, length)) {
            throw new IllegalArgumentException("not a network");
        }
    }

    /// Reads `address/length` in the strict spelling of the `ip` caveat: no host bits, no leading zeros, no
    /// zone, no dotted quad in IPv6 and no network of mapped IPv4 addresses.
    public static Optional<Network> parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return Optional.empty();
        }
        String address = text.substring(0, slash);
        Optional<ClientIp> base =
                address.indexOf(':') >= 0 ? Ipv6Reader.ofNetwork(address).read() : Ipv4Reader.read(address);
        int length = Decimal.read(text, slash + 1, text.length());
        return base.isPresent() && valid(base.get(), length)
                ? Optional.of(new Network(base.get(), length))
                : Optional.empty();
    }

    public boolean contains(ClientIp address) {
        return address.family() == base.family()
                && (address.high() & highMask(base, length)) == base.high()
                && (address.low() & lowMask(base, length)) == base.low();
    }

    /// Whether every address of `other` is one of this network.
    public boolean covers(Network other) {
        return length <= other.length && contains(other.base);
    }

    private static boolean valid(ClientIp base, int length) {
        return length >= 0
                && length <= base.family().bits()
                && (base.high() & ~highMask(base, length)) == 0
                && (base.low() & ~lowMask(base, length)) == 0;
    }

    private static long highMask(ClientIp base, int length) {
        return base.family() == ClientIp.Family.V4 ? 0 : leading(Math.min(length, 64));
    }

    private static long lowMask(ClientIp base, int length) {
        return base.family() == ClientIp.Family.V4
                ? leading(length + 32) & 0xffff_ffffL
                : leading(Math.max(length - 64, 0));
    }

    /// A `long` whose first `bits` of 64 are set.
    private static long leading(int bits) {
        return bits == 0 ? 0 : -1L << (64 - bits);
    }

    public String text() {
        return base.text() + '/' + length;
    }

    @Override
    public String toString() {
        return text();
    }
}
