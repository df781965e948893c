package dev.latchkey.access;

import java.util.Optional;

/// Reads one IPv6 address (RFC 4291 §2.2) and writes it as RFC 5952 does; it has no zone and asks no resolver.
///
/// A network in a caveat is read more strictly than a request's address: no dotted quad, no leading zeros and
/// no mapped IPv4 address, so that a caveat cannot look as if it meant an IPv4 network.
final class Ipv6Reader {
    private static final int LONGEST = 45;
    private static final int GROUPS = 8;

    private final String text;
    private final boolean strict;
    private final int[] groups = new int[GROUPS];
    private int count;
    private int gap = -1;
    private int at;

    private Ipv6Reader(String text, boolean strict) {
        this.text = text;
        this.strict = strict;
    }

    static Ipv6Reader ofRequest(String text) {
        return new Ipv6Reader(text, false);
    }

    static Ipv6Reader ofNetwork(String text) {
        return new Ipv6Reader(text, true);
    }

    Optional<ClientIp> read() {
        if (text.length() < 2 || text.length() > LONGEST || !start()) {
            return Optional.empty();
        }
        while (at < text.length()) {
            if (!piece()) {
                return Optional.empty();
            }
        }
        if (gap < 0 ? count != GROUPS : count == GROUPS) {
            return Optional.empty();
        }
        ClientIp address = ClientIp.unmapped(bits(0), bits(GROUPS / 2));
        return strict && address.family() == ClientIp.Family.V4 ? Optional.empty() : Optional.of(address);
    }

    private boolean start() {
        if (text.charAt(0) != ':') {
            return true;
        }
        gap = 0;
        at = 2;
        return text.charAt(1) == ':';
    }

    /// Takes one group, or the dotted quad at the end, and the colons after it.
    private boolean piece() {
        int colon = text.indexOf(':', at);
        int end = colon < 0 ? text.length() : colon;
        if (colon < 0 && !strict && text.indexOf('.', at) >= 0) {
            return quad();
        }
        int group = group(end);
        if (group < 0 || count == GROUPS) {
            return false;
        }
        groups[count++] = group;
        at = end + 1;
        if (colon < 0) {
            return true;
        }
        if (at < text.length() && text.charAt(at) == ':') {
            at++;
            boolean first = gap < 0;
            gap = count;
            return first;
        }
        return at < text.length();
    }

    private boolean quad() {
        long bits = Ipv4Reader.bits(text, at);
        if (bits < 0 || count > GROUPS - 2) {
            return false;
        }
        groups[count++] = (int) (bits >>> 16);
        groups[count++] = (int) (bits & 0xffff);
        at = text.length();
        return true;
    }

    private int group(int end) {
        int length = end - at;
        if (length < 1 || length > 4 || (strict && length > 1 && text.charAt(at) == '0')) {
            return -1;
        }
        int group = 0;
        for (int i = at; i < end; i++) {
            char c = text.charAt(i);
            int digit = c < 128 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                return -1;
            }
            group = (group << 4) | digit;
        }
        return group;
    }

    /// Four of the eight groups, after the gap has been filled with zeros.
    private long bits(int first) {
        long bits = 0;
        for (int i = first; i < first + GROUPS / 2; i++) {
            bits = (bits << 16) | expanded(i);
        }
        return bits;
    }

    private int expanded(int index) {
        if (gap < 0 || index < gap) {
            return groups[index];
        }
        int missing = GROUPS - count;
        return index < gap + missing ? 0 : groups[index - missing];
    }

    static String text(long high, long low) {
        int from = -1;
        int longest = 1;
        for (int i = 0; i < GROUPS; i++) {
            int run = zeros(high, low, i);
            if (run > longest) {
                from = i;
                longest = run;
            }
        }
        StringBuilder out = new StringBuilder(LONGEST);
        for (int i = 0; i < GROUPS; i++) {
            if (i == from) {
                out.append("::");
                i += longest - 1;
            } else {
                boolean apart = !out.isEmpty() && out.charAt(out.length() - 1) != ':';
                out.append(apart ? ":" : "").append(Integer.toHexString(group(high, low, i)));
            }
        }
        return out.toString();
    }

    private static int zeros(long high, long low, int from) {
        int i = from;
        while (i < GROUPS && group(high, low, i) == 0) {
            i++;
        }
        return i - from;
    }

    private static int group(long high, long low, int index) {
        long half = index < GROUPS / 2 ? high : low;
        return (int) (half >>> (16 * (3 - index % 4))) & 0xffff;
    }
}
