package dev.latchkey.session.request;

import dev.latchkey.kit.cursor.Cursors;
import dev.latchkey.kit.problem.InvalidRequestException;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which page of a list is asked for: rows are in the order of a time and an id.
///
/// @param limit rows a page, 1 to 200
/// @param after the last row of the page before; empty for the first page
public record PageQuery(int limit, Optional<Place> after) {
    private static final int USUAL = 100;
    private static final int MOST = 200;
    private static final Pattern LIMIT = Pattern.compile("[1-9][0-9]{0,2}");

    /// Where a row stands in the order.
    public record Place(Instant at, String id) {}

    /// Reads `limit` and `cursor`.
    ///
    /// @param filter canonical text of everything else in the query
    public static PageQuery of(MultivaluedMap<String, String> parameters, Cursors cursors, String filter) {
        return new PageQuery(
                limit(parameters.getFirst("limit")),
                Optional.ofNullable(parameters.getFirst("cursor")).map(cursor -> place(cursor, cursors, filter)));
    }

    private static int limit(@Nullable String text) {
        if (text == null) {
            return USUAL;
        }
        if (!LIMIT.matcher(text).matches() || Integer.parseInt(text) > MOST) {
            throw new InvalidRequestException("limit", "A number from 1 to 200.");
        }
        return Integer.parseInt(text);
    }

    private static Place place(String cursor, Cursors cursors, String filter) {
        return cursors.open(cursor, filter)
                .filter(values -> values.size() == 2)
                .map(values -> new Place(Instant.parse(values.getFirst()), values.getLast()))
                .orElseThrow(
                        () -> new InvalidRequestException("cursor", "Not a cursor of this list under this filter."));
    }

    /// The cursor of the page after this place.
    public static String cursor(Place last, Cursors cursors, String filter) {
        return cursors.seal(List.of(last.at().toString(), last.id()), filter);
    }

    /// How many rows to ask for: one more tells whether there is a next page.
    public int wanted() {
        return limit + 1;
    }
}
