package dev.latchkey.token.forwardauth;

import dev.latchkey.access.OrgFact;
import dev.latchkey.access.OrgHandle;
import java.util.List;
import java.util.Optional;

/// Which org a request is about: `acme`, `(1)`, `(X-Org)`; or `*`, the token's own.
sealed interface OrgRule {
    /// The application acts only inside the org that the answer names.
    record TheTokens() implements OrgRule {}

    /// The request names it, or the template.
    record Named(Piece piece) implements OrgRule {}

    static Optional<OrgRule> parse(String template) {
        return template.equals("*")
                ? Optional.of(new TheTokens())
                : Piece.parse(template).filter(OrgRule::namesOne).map(Named::new);
    }

    private static boolean namesOne(Piece piece) {
        return switch (piece) {
            case Piece.Literal(var handle) -> OrgHandle.parse(handle).isPresent();
            case Piece.Segment _, Piece.Header _ -> true;
            case Piece.Rest _ -> false;
        };
    }

    /// The org, or none: then nothing can be allowed.
    default Optional<OrgFact> of(Original original, Piece.Headers headers) {
        return switch (this) {
            case TheTokens() -> Optional.of(new OrgFact.TheTokens());
            case Named(Piece.Literal(var handle)) -> OrgHandle.parse(handle).map(OrgFact.Named::new);
            case Named(var piece) ->
                original.segments()
                        .flatMap(path -> piece.of(path, headers))
                        .map(List::getFirst)
                        .flatMap(OrgHandle::parse)
                        .map(OrgFact.Named::new);
        };
    }
}
