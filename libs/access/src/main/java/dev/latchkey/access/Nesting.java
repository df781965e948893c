package dev.latchkey.access;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiPredicate;

/// Intersects lists of things that either nest or lie apart, such as paths and networks, in one walk along both.
///
/// Any holder can append long lists to a token; comparing every pair would let their work multiply from caveat to
/// caveat.
///
/// @param order puts each thing directly before all that it covers
/// @param covers whether the first holds the whole of the second, itself included
record Nesting<T>(Comparator<T> order, BiPredicate<T, T> covers) {

    /// The list without what another member covers, in order.
    List<T> outermost(List<T> things) {
        if (things.size() < 2) {
            return List.copyOf(things);
        }
        List<T> sorted = new ArrayList<>(things);
        sorted.sort(order);
        List<T> apart = new ArrayList<>();
        for (T thing : sorted) {
            if (apart.isEmpty() || !covers.test(apart.getLast(), thing)) {
                apart.add(thing);
            }
        }
        return List.copyOf(apart);
    }

    /// What both lists cover: of each nested pair the inner one. Both must be [#outermost].
    List<T> intersection(List<T> ours, List<T> theirs) {
        List<T> both = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < ours.size() && j < theirs.size()) {
            T our = ours.get(i);
            T their = theirs.get(j);
            if (covers.test(our, their)) {
                both.add(their);
                j++;
            } else if (covers.test(their, our)) {
                both.add(our);
                i++;
            } else if (order.compare(our, their) < 0) {
                i++;
            } else {
                j++;
            }
        }
        return List.copyOf(both);
    }
}
