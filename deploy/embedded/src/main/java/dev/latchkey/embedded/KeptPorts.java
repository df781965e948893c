package dev.latchkey.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/// Gives each server of a data folder a free loopback port, and the same one again after a restart unless something
/// else has taken it meanwhile.
public final class KeptPorts {
    private static final int NONE = 0;

    private final Path file;
    private final Properties ports = new Properties();

    private KeptPorts(Path file) {
        this.file = file;
    }

    public static KeptPorts in(Path file) throws IOException {
        var kept = new KeptPorts(file);
        if (Files.exists(file)) {
            try (var in = Files.newBufferedReader(file)) {
                kept.ports.load(in);
            }
        }
        return kept;
    }

    /// The port of a server that is about to start.
    public synchronized int of(String server) throws IOException {
        var kept = Integer.parseInt(ports.getProperty(server, Integer.toString(NONE)));
        if (kept != NONE && isFree(kept)) {
            return kept;
        }
        var fresh = free();
        while (ports.containsValue(Integer.toString(fresh))) {
            fresh = free();
        }
        ports.setProperty(server, Integer.toString(fresh));
        try (var out = Files.newBufferedWriter(file)) {
            ports.store(out, null);
        }
        return fresh;
    }

    /// A loopback port that nothing listens on at this moment.
    public static int free() throws IOException {
        try (var socket = new ServerSocket(0, 1, loopback())) {
            return socket.getLocalPort();
        }
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(loopback(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    private static InetAddress loopback() throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    }
}
