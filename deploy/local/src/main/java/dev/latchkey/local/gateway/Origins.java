package dev.latchkey.local.gateway;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// The processes of one service, asked in turn; one that cannot be connected to is passed over.
final class Origins {
    private static final String LOOPBACK = "127.0.0.1";

    private final List<Integer> ports;
    private final AtomicInteger turn = new AtomicInteger();

    Origins(List<Integer> ports) {
        this.ports = List.copyOf(ports);
    }

    /// A connection to the next that takes one; nothing has been sent by then, so nothing is sent twice.
    Future<HttpClientRequest> request(HttpClient client) {
        return request(client, Math.floorMod(turn.getAndIncrement(), ports.size()), ports.size() - 1);
    }

    private Future<HttpClientRequest> request(HttpClient client, int at, int others) {
        var address = SocketAddress.inetSocketAddress(ports.get(at), LOOPBACK);
        var connected = client.request(new RequestOptions().setServer(address));
        return others == 0 ? connected : connected.recover(_ -> request(client, (at + 1) % ports.size(), others - 1));
    }
}
