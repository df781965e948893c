package dev.latchkey.token.forwardauth;

import dev.latchkey.access.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which resource a request is about: `apps/(2)`, `(1*)`, `apps/(X-App)`.
///
/// @param pieces in order; none: no request is about a resource
record ResourceRule(List<Piece> pieces) {
    static final ResourceRule NONE = new ResourceRule(List.of());

    ResourceRule {
        pieces = List.copyOf(pieces);
    }

    /// Reads a template; empty if it is none. Only its last piece may be a rest.
    static Optional<ResourceRule> parse(String template) {
        var pieces = new ArrayList<Piece>();
        for (var text : template.split("/", -1)) {
            var piece = Piece.parse(text);
            if (piece.isEmpty() || (!pieces.isEmpty() && pieces.getLast() instanceof Piece.Rest)) {
                return Optional.empty();
            }
            pieces.add(piece.get());
        }
        return Optional.of(new ResourceRule(pieces));
    }

    /// The resource, or none: the path does not fit, is too short, a header is missing, or what came out is no
    /// resource.
    Optional<Resource> of(Original original, Piece.Headers headers) {
        var path = original.segments();
        if (pieces.isEmpty() || path.isEmpty()) {
            return Optional.empty();
        }
        var segments = new ArrayList<String>();
        for (var piece : pieces) {
            var found = piece.of(path.get(), headers);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            segments.addAll(found.get());
        }
        return Resource.parse(String.join("/", segments)).filter(resource -> isOf(resource, segments.size()));
    }

    /// A slash in a header's value must not shift the segments.
    private static boolean isOf(Resource resource, int segments) {
        return resource.path().chars().filter(c -> c == '/').count() == segments - 1;
    }
}
