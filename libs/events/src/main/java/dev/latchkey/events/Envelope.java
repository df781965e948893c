package dev.latchkey.events;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The CloudEvents 1.0 attributes of one record, as Kafka headers in binary content mode (CloudEvents Kafka binding
/// §3.2).
///
/// @param id the outbox id; the same in every redelivery, so consumers drop what they have seen
/// @param source `/<service>/<topic>/<shard>`
/// @param type the [EventType] name, or one this version does not know
/// @param subject the public id of what it is about
/// @param sequence gapless per source, from 1; absent for events that do not pass an outbox
/// @param traceparent W3C Trace Context of the request that caused it
public record Envelope(
        String id,
        String source,
        String type,
        String subject,
        Instant time,
        @Nullable Long sequence,
        @Nullable String traceparent) {
    public static final String CONTENT_TYPE = "content-type";
    public static final String JSON = "application/json";
    private static final String SPEC_VERSION = "1.0";

    public Envelope {
        Objects.requireNonNull(id, "ce_id");
        Objects.requireNonNull(source, "ce_source");
        Objects.requireNonNull(type, "ce_type");
        Objects.requireNonNull(subject, "ce_subject");
        Objects.requireNonNull(time, "ce_time");
    }

    /// The Kafka headers, in a fixed order.
    public Map<String, byte[]> headers() {
        var headers = new LinkedHashMap<String, byte[]>();
        put(headers, "ce_specversion", SPEC_VERSION);
        put(headers, "ce_id", id);
        put(headers, "ce_source", source);
        put(headers, "ce_type", type);
        put(headers, "ce_subject", subject);
        put(headers, "ce_time", time.toString());
        put(headers, "ce_sequence", sequence == null ? null : sequence.toString());
        put(headers, "traceparent", traceparent);
        put(headers, CONTENT_TYPE, JSON);
        return headers;
    }

    private static void put(Map<String, byte[]> headers, String name, @Nullable String value) {
        if (value != null) {
            headers.put(name, value.getBytes(StandardCharsets.UTF_8));
        }
    }

    /// Reads the attributes from a record's headers.
    ///
    /// @param header looks up the last value of a header by its name, null where there is none
    /// @throws BrokenEventException when an attribute is missing or not of its form
    public static Envelope of(Function<String, byte @Nullable []> header) throws BrokenEventException {
        try {
            var sequence = text(header, "ce_sequence");
            return new Envelope(
                    required(header, "ce_id"),
                    required(header, "ce_source"),
                    required(header, "ce_type"),
                    required(header, "ce_subject"),
                    Instant.parse(required(header, "ce_time")),
                    sequence == null ? null : Long.valueOf(sequence),
                    text(header, "traceparent"));
        } catch (DateTimeException | NumberFormatException malformed) {
            throw new BrokenEventException("a CloudEvents attribute is not of its form", malformed);
        }
    }

    private static String required(Function<String, byte @Nullable []> header, String name)
            throws BrokenEventException {
        var value = text(header, name);
        if (value == null) {
            throw new BrokenEventException("the header " + name + " is missing");
        }
        return value;
    }

    private static @Nullable String text(Function<String, byte @Nullable []> header, String name) {
        var bytes = header.apply(name);
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }
}
