package dev.latchkey.token.generation;

import dev.latchkey.access.Access;
import dev.latchkey.access.Effective;
import dev.latchkey.access.Kind;
import dev.latchkey.access.OrgHandle;
import dev.latchkey.access.PersonId;
import dev.latchkey.access.Token;
import dev.latchkey.events.MembershipChanged.Role;
import dev.latchkey.kit.problem.Problem;
import dev.latchkey.token.caller.Caller;
import dev.latchkey.token.caller.Callers;
import dev.latchkey.token.directory.DirectoryStore;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.util.function.Function;
import java.util.function.Supplier;

/// Only an owner of the org has to do with its root keys: by a login, or by a personal token exactly as it was issued.
@Singleton
final class KeyOwners {
    private final Callers callers;
    private final DirectoryStore directory;

    KeyOwners(Callers callers, DirectoryStore directory) {
        this.callers = callers;
        this.directory = directory;
    }

    /// Goes on with whoever is an owner, and answers everybody else.
    Uni<Response> only(HttpServerRequest http, Access access, Function<Effective, Uni<Response>> work) {
        return callers.ofTokens(http, access).chain(caller -> switch (caller) {
            case Caller.Refused(var answer) -> Uni.createFrom().item(answer);
            case Caller.Service _ -> throw new IllegalStateException("services have endpoints of their own");
            case Caller.Holder(var effective, var token) ->
                speaksForAPerson(effective, token)
                        ? owner(effective.org(), effective.person().orElseThrow(), () -> work.apply(effective))
                        : Uni.createFrom()
                                .item(new Problem(
                                                "cannot-manage-keys",
                                                403,
                                                "Not with this token",
                                                "Root keys need a login or a personal token as it was issued.")
                                        .toResponse());
        });
    }

    private static boolean speaksForAPerson(Effective effective, Token token) {
        var ownKind = effective.kind() == Kind.SESSION || effective.kind() == Kind.PERSONAL;
        return ownKind && !effective.narrowed() && !token.hasThirdParty();
    }

    /// Goes on if this person is an owner of the org.
    Uni<Response> owner(OrgHandle org, PersonId person, Supplier<Uni<Response>> work) {
        return directory
                .role(org, person)
                .chain(role -> role.filter(held -> held == Role.OWNER).isPresent()
                        ? work.get()
                        : Uni.createFrom()
                                .item(new Problem(
                                                "role-too-low",
                                                403,
                                                "Role too low",
                                                "Root keys need the role owner in the org.")
                                        .toResponse()));
    }
}
