package dev.latchkey.token.keys;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A generation of an org's root keys as the API shows it.
///
/// @param state `minting` for the newest, `verifying` for older ones, `retired`, or `deleted`
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Generation(
        @Schema(required = true, examples = "acme.2") String keyId,
        @Schema(required = true, examples = "2") int generation,

        @Schema(
                required = true,
                enumeration = {"minting", "verifying", "retired", "deleted"})
        String state,

        @Schema(required = true) Instant createdAt,
        @Nullable Instant retiredAt,
        @Nullable Instant deletedAt) {

    /// In the order of the rows, the newest first.
    static List<Generation> of(List<RootKeyEntity> newestFirst) {
        var shown = new ArrayList<Generation>();
        for (var row : newestFirst) {
            shown.add(of(row, shown.isEmpty()));
        }
        return List.copyOf(shown);
    }

    private static Generation of(RootKeyEntity row, boolean newest) {
        return new Generation(
                row.id.keyId().text(),
                row.id.generation(),
                state(row, newest),
                row.createdAt,
                row.retiredAt,
                row.deletedAt);
    }

    private static String state(RootKeyEntity row, boolean newest) {
        if (row.deletedAt != null) {
            return "deleted";
        }
        if (row.retiredAt != null) {
            return "retired";
        }
        return newest ? "minting" : "verifying";
    }
}
