package dev.latchkey.token.bulk;

import dev.latchkey.access.Effective;
import dev.latchkey.access.Kind;
import dev.latchkey.access.PersonId;
import dev.latchkey.access.TokenId;
import dev.latchkey.kit.problem.InvalidRequestException;
import dev.latchkey.token.life.Move;
import dev.latchkey.token.record.End;
import dev.latchkey.token.record.Suspension;
import dev.latchkey.token.record.TokenFilter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What is to be done to many tokens.
///
/// @param action `revoke` or `suspend`
/// @param ids the tokens, at most 500; instead of a filter
/// @param filter which tokens of the caller's org; instead of ids
/// @param dryRun only look what would happen; true unless it is said to be false, so that nothing ends by omission
record BulkRequest(
        @Schema(
                required = true,
                enumeration = {"revoke", "suspend"})
        @Nullable
        String action,

        @Schema(maxItems = 500, examples = "[\"tok_01m3tc5h00mmzswp91nrj9a80a\"]") @Nullable
        List<@Nullable String> ids,

        @Nullable Filter filter,
        @Schema(defaultValue = "true") @Nullable Boolean dryRun) {
    static final int MOST = 500;
    private static final int LONGEST_TEXT = 100;

    /// Criteria, combined with and; at least one.
    ///
    /// @param state `active`, `suspended`, `rotated` or `expired`
    /// @param kind `personal` or `deploy`
    /// @param q part of the name, or the hint
    /// @param person whose tokens
    record Filter(
            @Schema(enumeration = {"active", "suspended", "rotated", "expired"}) @Nullable
            String state,

            @Schema(enumeration = {"personal", "deploy"}) @Nullable
            String kind,

            @Schema(maxLength = 100, examples = "nightly") @Nullable
            String q,

            @Schema(examples = "per_ha0ygzksccf6") @Nullable String person) {

        TokenFilter read(Effective caller) {
            if (state == null && kind == null && q == null && person == null) {
                throw new InvalidRequestException("filter", "At least one of state, kind, q and person.");
            }
            return new TokenFilter(
                    caller.org(),
                    Optional.ofNullable(state).map(Filter::state),
                    Optional.ofNullable(kind).map(Filter::kind),
                    Optional.ofNullable(q).map(Filter::text),
                    Optional.ofNullable(person).map(Filter::person),
                    Optional.empty());
        }

        private static TokenFilter.State state(String text) {
            return switch (text) {
                case "active", "suspended", "rotated", "expired" ->
                    TokenFilter.State.valueOf(text.toUpperCase(Locale.ROOT));
                default ->
                    throw new InvalidRequestException("filter.state", "Say active, suspended, rotated or expired.");
            };
        }

        private static Kind kind(String text) {
            return Kind.parse(text)
                    .filter(kind -> kind == Kind.PERSONAL || kind == Kind.DEPLOY)
                    .orElseThrow(() -> new InvalidRequestException("filter.kind", "Say personal or deploy."));
        }

        private static String text(String text) {
            if (text.isBlank() || text.length() > LONGEST_TEXT || text.chars().anyMatch(Character::isISOControl)) {
                throw new InvalidRequestException("filter.q", "1 to 100 characters, none of them a control character.");
            }
            return text.strip();
        }

        private static PersonId person(String text) {
            return PersonId.parsePublic(text)
                    .orElseThrow(() -> new InvalidRequestException("filter.person", "Name the person, per_…"));
        }
    }

    /// What is to be done to each.
    Move move() {
        return switch (action) {
            case "revoke" -> new Move.Ending(End.Cause.REVOKED);
            case "suspend" -> new Move.Suspending(Suspension.Cause.REQUESTED);
            case null, default -> throw new InvalidRequestException("action", "Say revoke or suspend.");
        };
    }

    boolean onlyLook() {
        return dryRun == null || dryRun;
    }

    /// The ids, each once; empty where there is a filter.
    Optional<List<TokenId>> tokens() {
        if ((ids == null) == (filter == null)) {
            throw new InvalidRequestException("body", "Give either ids or filter.");
        }
        if (ids == null) {
            return Optional.empty();
        }
        if (ids.isEmpty() || ids.size() > MOST) {
            throw new InvalidRequestException("ids", "From 1 to 500 ids of tokens.");
        }
        var tokens = new LinkedHashSet<TokenId>();
        for (var i = 0; i < ids.size(); i++) {
            var id = ids.get(i);
            var field = "ids[" + i + "]";
            tokens.add(TokenId.parsePublic(id == null ? "" : id)
                    .orElseThrow(() -> new InvalidRequestException(field, "The id of a token, tok_…")));
        }
        return Optional.of(List.copyOf(tokens));
    }
}
