package dev.latchkey.token.list;

import dev.latchkey.access.Kind;
import dev.latchkey.access.OrgHandle;
import dev.latchkey.access.TokenId;
import dev.latchkey.kit.cursor.Cursors;
import dev.latchkey.kit.problem.InvalidRequestException;
import dev.latchkey.token.record.TokenFilter;
import dev.latchkey.token.record.TokenFilter.State;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/// The parameters of a list, as they came.
///
/// @param org the org's handle
/// @param state `active`, `suspended`, `rotated`, `expired` or `revoked`
/// @param kind `personal` or `deploy`
/// @param q part of the name, or the hint
/// @param cursor `next` of the page before, under the same filter
/// @param limitText rows a page, 1 to 200; 100 if not given
record ListQuery(
        @QueryParam("org") @Parameter(required = true, description = "The org's handle") @Nullable
        String org,

        @QueryParam("state") @Parameter(description = "active, suspended, rotated, expired or revoked") @Nullable
        String state,

        @QueryParam("kind") @Parameter(description = "personal or deploy") @Nullable
        String kind,

        @QueryParam("q") @Parameter(description = "Part of the name, or the hint") @Nullable
        String q,

        @QueryParam("cursor") @Parameter(description = "`next` of the page before, under the same filter") @Nullable
        String cursor,

        @QueryParam("limit") @Parameter(description = "Rows a page, 1 to 200; 100 if not given") @Nullable
        String limitText) {
    private static final int USUAL = 100;
    private static final int MOST = 200;
    private static final int LONGEST_TEXT = 100;
    private static final Pattern LIMIT = Pattern.compile("[1-9][0-9]{0,2}");

    TokenFilter filter(Cursors cursors) {
        var filter =
                new TokenFilter(orgHandle(), stateFilter(), kindFilter(), text(), Optional.empty(), Optional.empty());
        if (cursor == null) {
            return filter;
        }
        var before = cursors.open(cursor, filter.canonical())
                .filter(values -> values.size() == 1)
                .flatMap(values -> TokenId.parse(values.getFirst()))
                .orElseThrow(
                        () -> new InvalidRequestException("cursor", "Not a cursor of this list under this filter."));
        return new TokenFilter(
                filter.org(), filter.state(), filter.kind(), filter.text(), filter.person(), Optional.of(before));
    }

    private OrgHandle orgHandle() {
        return Optional.ofNullable(org)
                .flatMap(OrgHandle::parse)
                .orElseThrow(() -> new InvalidRequestException("org", "Name the org by its handle, such as acme."));
    }

    private Optional<State> stateFilter() {
        return Optional.ofNullable(state).map(ListQuery::state);
    }

    private static State state(String text) {
        return switch (text) {
            case "active" -> State.ACTIVE;
            case "suspended" -> State.SUSPENDED;
            case "rotated" -> State.ROTATED;
            case "expired" -> State.EXPIRED;
            case "revoked" -> State.REVOKED;
            default ->
                throw new InvalidRequestException("state", "Say active, suspended, rotated, expired or revoked.");
        };
    }

    private Optional<Kind> kindFilter() {
        return Optional.ofNullable(kind).map(ListQuery::kind);
    }

    private static Kind kind(String text) {
        return Kind.parse(text)
                .filter(kind -> kind == Kind.PERSONAL || kind == Kind.DEPLOY)
                .orElseThrow(() -> new InvalidRequestException("kind", "Say personal or deploy."));
    }

    private Optional<String> text() {
        if (q != null && q.length() > LONGEST_TEXT) {
            throw new InvalidRequestException("q", "At most 100 characters.");
        }
        if (q != null && q.chars().anyMatch(Character::isISOControl)) {
            throw new InvalidRequestException("q", "No control characters.");
        }
        return Optional.ofNullable(q).map(String::strip).filter(text -> !text.isEmpty());
    }

    int limit() {
        if (limitText == null) {
            return USUAL;
        }
        if (!LIMIT.matcher(limitText).matches() || Integer.parseInt(limitText) > MOST) {
            throw new InvalidRequestException("limit", "A number from 1 to 200.");
        }
        return Integer.parseInt(limitText);
    }
}
