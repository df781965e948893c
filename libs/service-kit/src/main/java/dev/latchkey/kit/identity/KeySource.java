package dev.latchkey.kit.identity;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Where the issuer publishes its public keys. Reading waits, for some seconds at most.
@FunctionalInterface
interface KeySource {
    Duration LIMIT = Duration.ofSeconds(4);

    String read() throws IOException;

    /// The keys at a place.
    ///
    /// @param place a file path or an https URI
    static KeySource at(String place) {
        return place.startsWith("https:") ? from(URI.create(place)) : () -> Files.readString(Path.of(place));
    }

    /// The keys at an address.
    static KeySource from(URI uri) {
        var http = HttpClient.newBuilder().connectTimeout(LIMIT).build();
        var question = HttpRequest.newBuilder(uri)
                .header("Accept", "application/json")
                .timeout(LIMIT)
                .build();
        return () -> {
            var answering = http.sendAsync(question, BodyHandlers.ofString());
            try {
                var answer = answering.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
                if (answer.statusCode() != 200) {
                    throw new IOException(uri + " answers " + answer.statusCode());
                }
                return answer.body();
            } catch (ExecutionException | TimeoutException failed) {
                throw new IOException(uri + " does not answer", failed);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IOException(interrupted);
            } finally {
                answering.cancel(true);
            }
        };
    }
}
