package dev.latchkey.token.verify;

import dev.latchkey.kit.problem.InvalidRequestException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Several questions to the verifier at once.
///
/// @param items 1 to 256 of them; one that is not of its form refuses all, and none is decided
record VerifyBatch(
        @Schema(required = true, minItems = 1, maxItems = 256) @Nullable
        List<@Nullable VerifyRequest> items) {
    private static final int MOST = 256;

    List<Question> questions() {
        if (items == null || items.isEmpty() || items.size() > MOST) {
            throw new InvalidRequestException("items", "1 to 256 questions are needed.");
        }
        var questions = new ArrayList<Question>(items.size());
        for (var item : items) {
            questions.add(question(item, questions.size()));
        }
        return questions;
    }

    private static Question question(@Nullable VerifyRequest item, int at) {
        var name = "items[" + at + "]";
        if (item == null) {
            throw new InvalidRequestException(name, "A JSON object is needed.");
        }
        try {
            return item.question();
        } catch (InvalidRequestException bad) {
            throw bad.within(name);
        }
    }

    /// The answers, in the order of the questions.
    @Schema(name = "VerifyBatchAnswer")
    record Answers(List<VerifyAnswer> items) {}
}
