package dev.latchkey.token.proof;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The proof in an answer, beside what was changed.
///
/// @param confirmedBy how many verifiers have applied the change
/// @param of how many are live
/// @param tookMs from the commit on
/// @param missing verifiers that have not applied it yet; absent when all have
@Schema(description = "With wait=true: how many of the live verifiers have applied the change")
public record ProofView(
        @Schema(examples = "3") int confirmedBy,
        @Schema(examples = "3") int of,
        @Schema(examples = "41") long tookMs,
        @Nullable List<String> missing) {

    public static ProofView of(Proof proof) {
        return switch (proof) {
            case Proof.Confirmed(var confirmedBy, var of, var took) ->
                new ProofView(confirmedBy, of, took.toMillis(), null);
            case Proof.Missing(var ids, var of, var took) -> new ProofView(of - ids.size(), of, took.toMillis(), ids);
        };
    }

    /// What was changed, with the members of the proof beside its own.
    record Proven(
            @JsonUnwrapped Object change,
            @JsonUnwrapped @Nullable ProofView proof) {}

    /// The answer to a change: 200, or 202 while verifiers are missing.
    ///
    /// @param change what the answer says without a proof
    public static Response answer(Object change, Optional<Proof> proof) {
        var status = proof.filter(Proof.Missing.class::isInstance).isPresent() ? 202 : 200;
        return Response.status(status)
                .entity(proof.isEmpty() ? change : new Proven(change, of(proof.get())))
                .build();
    }
}
