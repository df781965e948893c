package dev.latchkey.local.stack;

import dev.latchkey.embedded.KeptPorts;
import dev.latchkey.events.ServiceName;
import java.io.IOException;
import java.net.URI;

/// Where a process of a service listens on 127.0.0.1.
///
/// @param replica counts the processes of one service, from 1
record ServiceAddress(ServiceName name, int replica, int port, int managementPort) {
    static ServiceAddress of(ServiceName name, int replica, KeptPorts ports) throws IOException {
        var label = label(name, replica);
        return new ServiceAddress(name, replica, ports.of(label), ports.of(label + ".management"));
    }

    private static String label(ServiceName name, int replica) {
        return replica == 1 ? name.account() : name.account() + "-" + replica;
    }

    /// The name of the process: the service's, with a number from the second on.
    String label() {
        return label(name, replica);
    }

    /// Whether it is the one that whoever needs just one asks.
    boolean isFirst() {
        return replica == 1;
    }

    String account() {
        return name.account();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    URI managementUrl() {
        return URI.create("http://127.0.0.1:" + managementPort);
    }
}
