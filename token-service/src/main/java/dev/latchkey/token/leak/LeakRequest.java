package dev.latchkey.token.leak;

import dev.latchkey.kit.problem.InvalidRequestException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Tokens somebody found.
///
/// @param tokens 1 to 1,000 texts as they were found, blanks around them allowed
/// @param where the URI where they were seen
/// @param note what else there is to say, at most 500 characters
record LeakRequest(
        @Schema(required = true, minItems = 1, maxItems = 1_000) @Nullable
        List<@Nullable String> tokens,

        @Schema(examples = "https://example.org/paste/7") @Nullable
        String where,

        @Schema(examples = "printed by a build") @Nullable String note) {
    private static final int MOST = 1_000;

    List<String> texts() {
        if (tokens == null || tokens.isEmpty() || tokens.size() > MOST) {
            throw new InvalidRequestException("tokens", "A list of 1 to 1,000 tokens.");
        }
        var texts = new ArrayList<String>(tokens.size());
        for (var i = 0; i < tokens.size(); i++) {
            var at = i;
            texts.add(Optional.ofNullable(tokens.get(i))
                    .orElseThrow(() -> new InvalidRequestException("tokens[" + at + "]", "A token is a text.")));
        }
        return texts;
    }

    /// Never a token.
    @Override
    public String toString() {
        return "LeakRequest[" + (tokens == null ? 0 : tokens.size()) + "]";
    }
}
