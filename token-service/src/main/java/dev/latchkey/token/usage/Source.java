package dev.latchkey.token.usage;

import dev.latchkey.access.ClientIp;
import java.util.Optional;

/// Where a use came from, as the caller of verify or the gateway saw it.
///
/// @param userAgent raw, cut to 256 characters with the cut marked; empty where none was told
public record Source(Optional<ClientIp> ip, Optional<String> userAgent) {
    private static final int LONGEST = 256;
    private static final String CUT = "…";

    public Source {
        userAgent = userAgent.filter(agent -> !agent.isBlank()).map(Source::cut);
    }

    private static String cut(String agent) {
        return agent.length() <= LONGEST ? agent : agent.substring(0, LONGEST - CUT.length()) + CUT;
    }
}
