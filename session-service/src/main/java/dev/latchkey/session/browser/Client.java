package dev.latchkey.session.browser;

import dev.latchkey.access.ClientIp;
import dev.latchkey.access.ClientIp.Family;
import dev.latchkey.access.Network;
import dev.latchkey.events.Act.Origin;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/// Where a request came from: the address behind trusted proxies, and the user agent, cut to what events carry.
public record Client(Optional<ClientIp> ip, Optional<String> userAgent) {
    private static final int LONGEST_AGENT = 256;
    private static final int V4_NETWORK = 24;
    private static final int V6_NETWORK = 48;

    public static Client of(HttpServerRequest request) {
        var address = Optional.ofNullable(request.remoteAddress())
                .flatMap(remote -> Optional.ofNullable(remote.hostAddress()))
                .flatMap(ClientIp::parse);
        var agent = Optional.ofNullable(request.getHeader("User-Agent"))
                .filter(text -> !text.isBlank())
                .map(text -> text.length() > LONGEST_AGENT ? text.substring(0, LONGEST_AGENT) : text);
        return new Client(address, agent);
    }

    /// As events tell it.
    public Origin origin() {
        return new Origin(ip.map(ClientIp::text).orElse(null), userAgent.orElse(null));
    }

    /// The /24 or /48 it lies in: about one household or office. Empty where no address is known.
    public Optional<Network> network() {
        return ip.map(address -> switch (address.family()) {
            case V4 -> new Network(new ClientIp(Family.V4, 0, address.low() & 0xffff_ff00L), V4_NETWORK);
            case V6 -> new Network(new ClientIp(Family.V6, address.high() & 0xffff_ffff_ffff_0000L, 0), V6_NETWORK);
        });
    }
}
