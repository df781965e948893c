package dev.latchkey.audit;

import dev.latchkey.events.ServiceName;
import dev.latchkey.infrastructure.RunningInfrastructure;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/// A wire between the service and its database that a test can cut.
///
/// Quarkus loads it by another class loader than the tests, so the switch is a system property.
public final class DatabaseSwitch implements QuarkusTestResourceLifecycleManager {
    private static final String CUT = "latchkey.test.database-cut";

    private static final int LOOK_MILLIS = 20;

    /// Breaks every connection and refuses new ones.
    public static void off() {
        System.setProperty(CUT, "true");
    }

    public static void on() {
        System.clearProperty(CUT);
    }

    private static boolean isOff() {
        return Boolean.getBoolean(CUT);
    }

    /// After the one that knows where the database is.
    @Override
    public int order() {
        return 10;
    }

    @Override
    public Map<String, String> start() {
        var database = RunningInfrastructure.get().url(ServiceName.AUDIT);
        var target = URI.create(database);
        try {
            var listening = listen(0);
            var wire = "127.0.0.1:" + listening.getLocalPort();
            daemon(() -> serve(listening, target));
            return Map.of(
                    "quarkus.datasource.reactive.url",
                    database.replace(target.getHost() + ":" + target.getPort(), wire));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static ServerSocket listen(int port) throws IOException {
        var listening = new ServerSocket();
        listening.setReuseAddress(true);
        listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        listening.setSoTimeout(LOOK_MILLIS);
        return listening;
    }

    private static void serve(ServerSocket first, URI target) {
        var listening = first;
        try {
            while (true) {
                accept(listening, target);
                listening.close();
                while (isOff()) {
                    LockSupport.parkNanos(LOOK_MILLIS * 1_000_000L);
                }
                listening = listen(listening.getLocalPort());
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static void accept(ServerSocket listening, URI target) throws IOException {
        while (!isOff()) {
            try {
                var near = listening.accept();
                var far = new Socket(target.getHost(), target.getPort());
                daemon(() -> copy(near, far));
                daemon(() -> copy(far, near));
            } catch (SocketTimeoutException _) {
                // looks at the switch again
            }
        }
    }

    private static void copy(Socket from, Socket to) {
        var buffer = new byte[65_536];
        try (from;
                to) {
            from.setSoTimeout(LOOK_MILLIS);
            while (!isOff()) {
                try {
                    var read = from.getInputStream().read(buffer);
                    if (read < 0) {
                        return;
                    }
                    to.getOutputStream().write(buffer, 0, read);
                } catch (SocketTimeoutException _) {
                    // looks at the switch again
                }
            }
        } catch (IOException broken) {
            return; // the other direction was closed
        }
    }

    private static void daemon(Runnable work) {
        var _ = Thread.ofPlatform().daemon().name("database-wire").start(work);
    }

    @Override
    public void stop() {}
}
