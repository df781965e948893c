package dev.latchkey.session.fold;

import dev.latchkey.access.TokenId;
import java.time.Instant;
import java.util.List;

/// Loose tokens that are shown as one row.
///
/// @param label a client, or how many older sign-ins there are
/// @param network where they were last used; empty for the row of the rest, and where none is known
/// @param assumed one device is assumed behind it: same kind of client, same network
/// @param tokens each of them, last used first
public record FoldedRow(String label, String network, boolean assumed, Instant lastUsedAt, List<TokenId> tokens) {
    public FoldedRow {
        tokens = List.copyOf(tokens);
    }
}
