package dev.latchkey.kit.trace;

import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A `traceparent` of the form of W3C Trace Context §3.2, version 00, and no other.
public record TraceParent(String text) {
    private static final Pattern FORM = Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");
    private static final int TRACE_ID = 16;
    private static final int PARENT_ID = 8;

    public TraceParent {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("not a traceparent");
        }
    }

    /// Reads a header's value; empty when it is absent or breaks a rule, because then it is to be ignored (§3.2.2).
    public static Optional<TraceParent> parse(@Nullable String header) {
        return header != null && FORM.matcher(header).matches()
                ? Optional.of(new TraceParent(header))
                : Optional.empty();
    }

    /// The start of a new trace, not sampled.
    static TraceParent start(RandomGenerator random) {
        var trace = new byte[TRACE_ID];
        var parent = new byte[PARENT_ID];
        random.nextBytes(trace);
        random.nextBytes(parent);
        // All zero is invalid, and a chance of 2⁻⁶⁴ is still one.
        trace[0] |= 1;
        parent[0] |= 1;
        var hex = HexFormat.of();
        return new TraceParent("00-" + hex.formatHex(trace) + "-" + hex.formatHex(parent) + "-00");
    }
}
