package dev.latchkey.audit.usage;

import dev.latchkey.access.OrgHandle;
import dev.latchkey.kit.problem.InvalidRequestException;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which tokens a list asks for. Every parameter is of its form, or the request is refused; that each is known and
/// given once is seen to before.
///
/// @param unusedFor not used for so long; counts from birth where it was never used
/// @param neverUsed whether it was ever used; null for both
/// @param state null for all
record UsageFilter(
        OrgHandle org,
        @Nullable Duration unusedFor,
        @Nullable Boolean neverUsed,
        UsageRecord.@Nullable State state) {

    static final int DEFAULT_LIMIT = 100;
    private static final int MOST = 200;
    private static final Pattern DURATION = Pattern.compile("([1-9][0-9]{0,5})([hd])");
    private static final Duration LONGEST = Duration.ofDays(3_660);

    static UsageFilter of(MultivaluedMap<String, String> parameters) {
        return new UsageFilter(
                read(parameters, "org", OrgHandle::parse, "The handle of an org is expected.")
                        .orElseThrow(() -> new InvalidRequestException("org", "The org to list is needed.")),
                read(parameters, "unused_for", UsageFilter::duration, "A duration such as 90d or 12h is expected.")
                        .orElse(null),
                read(parameters, "never_used", UsageFilter::truth, "true or false is expected.")
                        .orElse(null),
                read(
                                parameters,
                                "state",
                                UsageFilter::state,
                                "active, suspended, rotated, expired or revoked is expected.")
                        .orElse(null));
    }

    static int limit(MultivaluedMap<String, String> parameters) {
        return read(parameters, "limit", UsageFilter::count, "A number from 1 to " + MOST + " is expected.")
                .orElse(DEFAULT_LIMIT);
    }

    static Optional<String> cursor(MultivaluedMap<String, String> parameters) {
        return read(parameters, "cursor", Optional::of, "One cursor is expected.");
    }

    /// What a cursor is bound to.
    String canonical() {
        return "usage/tokens?org=" + org + "&unused_for=" + unusedFor + "&never_used=" + neverUsed + "&state=" + state;
    }

    private static <T> Optional<T> read(
            MultivaluedMap<String, String> parameters,
            String name,
            Function<String, Optional<T>> parser,
            String expected) {
        var given = parameters.getOrDefault(name, List.of());
        if (given.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Optional.of(given)
                .filter(values -> values.size() == 1)
                .flatMap(values -> parser.apply(values.getFirst()))
                .orElseThrow(() -> new InvalidRequestException(name, expected)));
    }

    static Optional<Duration> duration(String text) {
        var read = DURATION.matcher(text);
        if (!read.matches()) {
            return Optional.empty();
        }
        var count = Long.parseLong(read.group(1));
        var duration = read.group(2).equals("h") ? Duration.ofHours(count) : Duration.ofDays(count);
        return Optional.of(duration).filter(known -> known.compareTo(LONGEST) <= 0);
    }

    private static Optional<Boolean> truth(String text) {
        return switch (text) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static Optional<UsageRecord.State> state(String text) {
        for (var state : UsageRecord.State.values()) {
            if (state.word().equals(text)) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }

    private static Optional<Integer> count(String text) {
        return text.matches("[1-9][0-9]{0,2}")
                ? Optional.of(Integer.valueOf(text)).filter(count -> count <= MOST)
                : Optional.empty();
    }
}
