package dev.latchkey.token.verify;

import dev.latchkey.access.Reason;
import dev.latchkey.token.caller.Asker;
import dev.latchkey.token.decision.Decision;
import dev.latchkey.token.decision.TokenDecisions;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;

/// Verdicts as far as the asker may be told them.
@Singleton
public final class Verdicts {
    private final TokenDecisions decisions;

    Verdicts(TokenDecisions decisions) {
        this.decisions = decisions;
    }

    public Uni<Decision> on(Question question, Asker.Admitted asker) {
        return asker.mayAskAbout(question.presented().token())
                ? decisions.decide(question.presented(), question.request(), question.source())
                : Uni.createFrom().item(new Decision.Refused(new Reason.BadSignature()));
    }

    /// One after the other, because a root key not yet in memory is a read of the database.
    Uni<List<Decision>> on(List<Question> questions, Asker.Admitted asker) {
        return Multi.createFrom()
                .iterable(questions)
                .onItem()
                .transformToUniAndConcatenate(question -> on(question, asker))
                .collect()
                .asList();
    }
}
