package dev.latchkey.token.leak;

import dev.latchkey.events.Act;
import dev.latchkey.events.StateChanged;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;

/// Ends what was found: the whole token with what was minted through it, or the narrowed copy with those
/// narrowed from
/// it.
@Singleton
final class LeakEnding {
    private final UnrecordedTokens unrecorded;

    LeakEnding(UnrecordedTokens unrecorded) {
        this.unrecorded = unrecorded;
    }

    /// In the caller's transaction; answers what verifiers are told, nothing if it had ended before.
    Uni<List<StateChanged>> end(Leaked leaked, Act act) {
        return switch (leaked.identifier().kind()) {
            case PERSONAL, DEPLOY, SESSION, OAUTH -> unrecorded.end(leaked, act.at());
        };
    }
}
