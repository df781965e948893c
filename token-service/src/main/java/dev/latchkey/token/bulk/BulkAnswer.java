package dev.latchkey.token.bulk;

import dev.latchkey.token.record.TokenView;
import dev.latchkey.token.record.TokenView.LastUsed;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What was done to each of many tokens, or would be.
///
/// @param dryRun whether nothing was done yet
/// @param changed how many tokens changed (or would), those among them that were minted through another included
/// @param firstRevision of the state feed, the first of these changes; absent when nothing was done
/// @param lastRevision from this revision on all of them are in force at every verifier
record BulkAnswer(
        @Schema(required = true) boolean dryRun,
        @Schema(required = true) String action,
        @Schema(required = true) List<Row> items,
        @Schema(required = true, examples = "12") int changed,
        @Schema(examples = "17") @Nullable Long firstRevision,
        @Schema(examples = "28") @Nullable Long lastRevision) {

    /// What became of one.
    enum Outcome {
        /// It was done, or would be.
        DONE,
        /// The state it is in does not allow it.
        ILLEGAL_TRANSITION,
        /// The role of the caller does not allow it.
        NOT_ALLOWED,
        /// There is no such token in the org.
        NOT_FOUND,
        /// The database went away before its turn; nothing was done to it.
        UNAVAILABLE;

        String slug() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /// One token.
    ///
    /// @param state the state it is in after this; in a dry run, the one it is in now
    /// @param also what was minted through it, and changes with it
    record Row(
            @Schema(required = true, examples = "tok_01m3tc5h00mmzswp91nrj9a80a")
            String id,

            @Nullable String name,
            @Nullable String hint,

            @Schema(enumeration = {"active", "suspended", "rotated", "expired", "revoked"}) @Nullable
            String state,

            @Nullable LastUsed lastUsed,
            @Nullable Boolean lastUsedUnavailable,

            @Schema(
                    required = true,
                    enumeration = {"done", "illegal-transition", "not-allowed", "not-found", "unavailable"})
            String outcome,

            @Schema(required = true) List<String> also) {

        static Row of(String id, @Nullable TokenView view, @Nullable String state, Outcome outcome, List<String> also) {
            return view == null
                    ? new Row(id, null, null, null, null, null, outcome.slug(), also)
                    : new Row(
                            id,
                            view.name(),
                            view.hint(),
                            state == null ? view.state() : state,
                            view.lastUsed(),
                            view.lastUsedUnavailable(),
                            outcome.slug(),
                            also);
        }
    }
}
