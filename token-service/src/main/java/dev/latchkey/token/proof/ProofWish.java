package dev.latchkey.token.proof;

import dev.latchkey.kit.problem.InvalidRequestException;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Whether a caller waits for the proof of a change: `?wait=true`.
public enum ProofWish {
    WAIT,
    GO_ON;

    /// The query parameter `wait`; without it nobody waits.
    public static ProofWish parse(@Nullable String wait) {
        return switch (wait) {
            case null -> GO_ON;
            case "true" -> WAIT;
            case "false" -> GO_ON;
            default -> throw new InvalidRequestException("wait", "Say true or false.");
        };
    }

    /// The proof of a change that has just committed, if it is wished for.
    public Uni<Optional<Proof>> of(long revision, Proofs proofs) {
        return switch (this) {
            case WAIT -> proofs.await(revision).map(Optional::of);
            case GO_ON -> Uni.createFrom().item(Optional.empty());
        };
    }
}
