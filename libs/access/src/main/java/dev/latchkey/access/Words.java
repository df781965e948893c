package dev.latchkey.access;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Lists as the sentences of a refusal say them.
final class Words {
    private Words() {}

    static String reach(Reach reach) {
        return switch (reach) {
            case Reach.Everything _ -> "everything";
            case Reach.Integrators _ -> "everything but " + Reach.RESERVED + '/';
            case Reach.Under(List<Resource> roots) -> list(roots);
        };
    }

    static String networks(List<List<Network>> lists) {
        List<String> all = new ArrayList<>();
        for (List<Network> list : lists) {
            all.add(list(list));
        }
        return String.join(" and at once ", all);
    }

    static String list(Collection<?> values) {
        if (values.isEmpty()) {
            return "nothing";
        }
        StringBuilder out = new StringBuilder();
        for (Object value : values) {
            out.append(out.isEmpty() ? "" : ", ").append(value);
        }
        return out.toString();
    }
}
