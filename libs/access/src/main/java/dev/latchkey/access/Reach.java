package dev.latchkey.access;

import java.util.ArrayList;
import java.util.List;

/// Which resources of its org a token reaches.
public sealed interface Reach {
    /// Where Latchkey's own resources lie, such as `latchkey/tokens`.
    Resource RESERVED = new Resource("latchkey");

    /// Every resource there is.
    record Everything() implements Reach {}

    /// The integrator's own resources, and nothing at or under `latchkey`: an OAuth token that was issued
    /// without a `resource` caveat. A holder who appends `resource = latchkey/tokens` does not get there
    /// either.
    record Integrators() implements Reach {}

    /// These paths and what lies below them, none below another, in tree order; no path means nothing at all.
    record Under(List<Resource> roots) implements Reach {
        public Under {
            roots = Resource.NESTING.outermost(roots);
        }
    }

    /// Whether a request that touches `resource` stays inside.
    default boolean covers(Resource resource) {
        return switch (this) {
            case Everything() -> true;
            case Integrators() -> !reserved(resource);
            case Under(List<Resource> roots) -> covered(roots, resource);
        };
    }

    /// Whether every resource reached here is reached by `outer` too.
    default boolean within(Reach outer) {
        return switch (this) {
            case Everything _ -> outer instanceof Everything;
            case Integrators _ -> !(outer instanceof Under);
            case Under(List<Resource> roots) -> {
                for (Resource root : roots) {
                    if (!outer.covers(root)) {
                        yield false;
                    }
                }
                yield true;
            }
        };
    }

    /// What is left when only `roots` remain allowed; of each nested pair the deeper one.
    default Reach narrowedTo(List<Resource> roots) {
        return switch (this) {
            case Everything _ -> new Under(roots);
            case Integrators _ -> new Under(outsideReserved(roots));
            case Under(List<Resource> ours) -> new Under(Resource.NESTING.intersection(ours, new Under(roots).roots()));
        };
    }

    private static boolean covered(List<Resource> roots, Resource resource) {
        for (Resource root : roots) {
            if (root.covers(resource)) {
                return true;
            }
        }
        return false;
    }

    private static boolean reserved(Resource resource) {
        return RESERVED.covers(resource);
    }

    private static List<Resource> outsideReserved(List<Resource> roots) {
        List<Resource> left = new ArrayList<>();
        for (Resource root : roots) {
            if (!reserved(root)) {
                left.add(root);
            }
        }
        return left;
    }
}
