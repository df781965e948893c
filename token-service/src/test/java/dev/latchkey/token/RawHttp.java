package dev.latchkey.token;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/// A request written byte by byte, because what attacks a proxy no client library would send.
public record RawHttp(int port, String method, String target, List<String> headers, String body) {
    private static final int LIMIT_MILLIS = 10_000;

    /// What came back.
    ///
    /// @param headers one line each, names and values as received
    public record Answer(int status, List<String> headers, String body) {
        public List<String> header(String name) {
            return headers.stream()
                    .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .toList();
        }

        public String single(String name) {
            var values = header(name);
            if (values.size() != 1) {
                throw new AssertionError(name + " came " + values.size() + " times in " + status);
            }
            return values.getFirst();
        }
    }

    public static RawHttp to(int port, String method, String target) {
        return new RawHttp(port, method, target, List.of(), "");
    }

    public RawHttp header(String name, String value) {
        return lines(List.of(name + ": " + value));
    }

    public RawHttp lines(List<String> more) {
        var lines = new ArrayList<>(headers);
        lines.addAll(more);
        return new RawHttp(port, method, target, List.copyOf(lines), body);
    }

    public RawHttp body(String text) {
        return new RawHttp(port, method, target, headers, text);
    }

    public Answer send() {
        var head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
        headers.forEach(line -> head.append(line).append("\r\n"));
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(LIMIT_MILLIS);
            socket.getOutputStream()
                    .write(head.append("\r\n").append(body).toString().getBytes(UTF_8));
            socket.getOutputStream().flush();
            return read(new String(socket.getInputStream().readAllBytes(), ISO_8859_1));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Answer read(String text) {
        var end = text.indexOf("\r\n\r\n");
        var lines = text.substring(0, end).split("\r\n", -1);
        return new Answer(
                Integer.parseInt(lines[0].split(" ", 3)[1]),
                List.of(lines).subList(1, lines.length),
                text.substring(end + 4));
    }
}
