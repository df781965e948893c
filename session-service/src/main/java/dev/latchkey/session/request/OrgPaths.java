package dev.latchkey.session.request;

import dev.latchkey.access.OrgHandle;
import dev.latchkey.kit.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.function.Function;

/// Reads the ids in a path. What is none reads as one that nobody has.
public final class OrgPaths {
    private OrgPaths() {}

    public static Uni<Response> in(String org, Function<OrgHandle, Uni<Response>> answer) {
        return of(OrgHandle.parse(org), "org", answer);
    }

    /// Answers for an id.
    ///
    /// @param id empty for what is none
    /// @param what it would be the id of
    public static <T> Uni<Response> of(Optional<T> id, String what, Function<T, Uni<Response>> answer) {
        return id.map(answer)
                .orElseGet(() -> Uni.createFrom().item(Problem.notFound(what).toResponse()));
    }
}
