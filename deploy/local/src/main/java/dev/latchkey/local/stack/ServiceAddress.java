package dev.latchkey.local.stack;

import dev.latchkey.embedded.KeptPorts;
import dev.latchkey.events.ServiceName;
import java.io.IOException;
import java.net.URI;

/// Where a service listens on 127.0.0.1.
record ServiceAddress(ServiceName name, int port, int managementPort) {
    static ServiceAddress of(ServiceName name, KeptPorts ports) throws IOException {
        return new ServiceAddress(name, ports.of(name.account()), ports.of(name.account() + ".management"));
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
