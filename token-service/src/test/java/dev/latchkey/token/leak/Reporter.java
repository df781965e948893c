package dev.latchkey.token.leak;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Somebody who reports leaks from a network of their own.
final class Reporter {
    private final String address;

    /// @param address one of 127.0.0.0/8
    Reporter(String address) {
        this.address = address;
    }

    /// An answer as it came over the wire.
    record Answer(int status, Map<String, String> headers, String body) {
        JsonPath json() {
            return JsonPath.from(body);
        }
    }

    Answer report(List<String> tokens) {
        return post("{\"tokens\":["
                + tokens.stream().map(token -> '"' + token + '"').collect(Collectors.joining(","))
                + "],\"where\":\"https://example.org/paste/7\"}");
    }

    Answer post(String body) {
        return post("/v1/leaks", List.of(), body);
    }

    /// A call of GitHub's webhook.
    Answer github(String body, String keyId, String signature) {
        return post(
                "/v1/leaks/github",
                List.of("Github-Public-Key-Identifier: " + keyId, "Github-Public-Key-Signature: " + signature),
                body);
    }

    private Answer post(String path, List<String> more, String body) {
        try (var socket = new Socket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(address), 0));
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), RestAssured.port));
            var bytes = body.getBytes(UTF_8);
            var head = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                    + "Content-Type: application/json\r\nContent-Length: " + bytes.length + "\r\n"
                    + more.stream().map(line -> line + "\r\n").collect(Collectors.joining()) + "\r\n";
            var out = socket.getOutputStream();
            out.write(head.getBytes(UTF_8));
            out.write(bytes);
            out.flush();
            return read(new String(socket.getInputStream().readAllBytes(), UTF_8));
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static Answer read(String text) {
        var end = text.indexOf("\r\n\r\n");
        var lines = text.substring(0, end).lines().toList();
        var headers = lines.stream()
                .skip(1)
                .map(line -> line.split(": ", 2))
                .collect(Collectors.toMap(field -> field[0].toLowerCase(java.util.Locale.ROOT), field -> field[1]));
        return new Answer(Integer.parseInt(lines.getFirst().substring(9, 12)), headers, text.substring(end + 4));
    }
}
