package dev.latchkey.access;

import java.util.Optional;

/// Reads dotted-quad IPv4: four decimal numbers to 255, none with a leading zero, so that no two spellings are
/// equal.
final class Ipv4Reader {
    private static final int LONGEST = 15;
    private static final int OCTETS = 4;

    private Ipv4Reader() {}

    static Optional<ClientIp> read(String text) {
        long bits = bits(text, 0);
        return bits < 0 ? Optional.empty() : Optional.of(new ClientIp(ClientIp.Family.V4, 0, bits));
    }

    /// The 32 bits of the quad that fills `text` from `start` to its end, or -1.
    static long bits(String text, int start) {
        if (text.length() - start > LONGEST) {
            return -1;
        }
        long bits = 0;
        int at = start;
        for (int octet = 0; octet < OCTETS; octet++) {
            int end = octet == OCTETS - 1 ? text.length() : text.indexOf('.', at);
            int number = end < 0 ? -1 : octet(text, at, end);
            if (number < 0) {
                return -1;
            }
            bits = (bits << 8) | number;
            at = end + 1;
        }
        return bits;
    }

    private static int octet(String text, int from, int to) {
        int number = Decimal.read(text, from, to);
        return number > 255 ? Decimal.NONE : number;
    }

    static String text(long bits) {
        return (bits >>> 24) + "." + (bits >>> 16 & 255) + '.' + (bits >>> 8 & 255) + '.' + (bits & 255);
    }
}
