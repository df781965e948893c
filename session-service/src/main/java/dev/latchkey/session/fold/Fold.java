package dev.latchkey.session.fold;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;

/// Folds loose tokens of a person: the three groups of one kind of client and one network that were used last become
/// assumed devices, all the rest one row. It only reads, so that folding twice gives the same.
final class Fold {
    private static final int ASSUMED = 3;
    private static final Comparator<LooseToken> LAST_USED_FIRST = Comparator.comparing(LooseToken::lastUsedAt)
            .reversed()
            .thenComparing(token -> token.token().value());

    private Fold() {}

    private record Group(String client, String network) {}

    /// Four rows at most, last used first.
    static List<FoldedRow> of(List<LooseToken> tokens) {
        var groups = new LinkedHashMap<Group, List<LooseToken>>();
        tokens.stream()
                .sorted(LAST_USED_FIRST)
                .forEach(token -> groups.computeIfAbsent(
                                new Group(token.client(), token.network()), key -> new ArrayList<>())
                        .add(token));
        var rows = new ArrayList<FoldedRow>();
        var rest = new ArrayList<LooseToken>();
        groups.forEach((group, members) -> {
            if (rows.size() < ASSUMED) {
                rows.add(row(group.client(), group.network(), true, members));
            } else {
                rest.addAll(members);
            }
        });
        if (!rest.isEmpty()) {
            rest.sort(LAST_USED_FIRST);
            rows.add(row("Older sign-ins (" + rest.size() + ")", "", false, rest));
        }
        return List.copyOf(rows);
    }

    private static FoldedRow row(String label, String network, boolean assumed, List<LooseToken> members) {
        return new FoldedRow(
                label,
                network,
                assumed,
                members.getFirst().lastUsedAt(),
                members.stream().map(LooseToken::token).toList());
    }
}
