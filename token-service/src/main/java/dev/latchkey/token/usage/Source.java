package dev.latchkey.token.usage;

import dev.latchkey.access.ClientIp;
import java.util.Optional;

/// Where a use came from, as the caller of verify or the gateway saw it.
///
/// @param userAgent raw, cut to 256 bytes of UTF-8 between two characters, with the cut marked; empty where none was
/// told
public record Source(Optional<ClientIp> ip, Optional<String> userAgent) {
    private static final int MOST_BYTES = 256;
    private static final String CUT = "…";

    public Source {
        userAgent = userAgent.filter(agent -> !agent.isBlank()).map(Source::cut);
    }

    private static String cut(String agent) {
        return beginning(agent, MOST_BYTES) == agent.length()
                ? agent
                : agent.substring(0, beginning(agent, MOST_BYTES - bytes(CUT.codePointAt(0)))) + CUT;
    }

    /// How many chars of it make whole characters of so many bytes at most.
    private static int beginning(String agent, int most) {
        var bytes = 0;
        for (var i = 0; i < agent.length(); ) {
            var point = agent.codePointAt(i);
            bytes += bytes(point);
            if (bytes > most) {
                return i;
            }
            i += Character.charCount(point);
        }
        return agent.length();
    }

    private static int bytes(int point) {
        return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    }
}
