package dev.latchkey.session.invitation;

import dev.latchkey.access.PersonId;
import dev.latchkey.events.Act;
import dev.latchkey.events.MembershipChanged.Role;
import dev.latchkey.session.directory.DisplayName;
import dev.latchkey.session.directory.Orgs;
import dev.latchkey.session.directory.People;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;

/// Opens and accepts invitations, for whoever has found out who somebody is.
@ApplicationScoped
public class Invitations {
    private final AcceptTransaction transaction;
    private final InvitationStore store;
    private final Orgs orgs;
    private final People people;
    private final Clock clock;

    Invitations(AcceptTransaction transaction, InvitationStore store, Orgs orgs, People people, Clock clock) {
        this.transaction = transaction;
        this.store = store;
        this.orgs = orgs;
        this.people = people;
        this.clock = clock;
    }

    /// What a page tells before somebody accepts.
    ///
    /// @param org its display name
    /// @param inviter the display name of whoever invited
    public record Offer(DisplayName org, Role role, DisplayName inviter) {}

    /// What a code opens; empty for one that nobody can accept, whatever the reason.
    @WithSession
    public Uni<Optional<Offer>> look(String code) {
        return Code.parse(code)
                .map(read -> store.find(read).chain(this::offer))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    private Uni<Optional<Offer>> offer(Optional<Invitation> found) {
        if (found.isEmpty() || !(found.get().state(clock.instant()) instanceof Invitation.Pending(var invitation))) {
            return Uni.createFrom().item(Optional.empty());
        }
        return orgs.find(invitation.org())
                .chain(org -> people.find(invitation.inviter())
                        .map(inviter -> org.isEmpty() || inviter.isEmpty()
                                ? Optional.<Offer>empty()
                                : Optional.of(new Offer(
                                        org.get().name(),
                                        invitation.role(),
                                        inviter.get().name()))));
    }

    /// Makes a member of somebody.
    ///
    /// @param code as it stands in the link
    /// @param check the check code as somebody has entered it, if at all
    public Uni<AcceptOutcome> accept(String code, Joining joining, Optional<String> check, Act act) {
        return Code.parse(code)
                .map(read -> transaction.accept(read, joining, check.map(Invitations::folded), act))
                .orElseGet(() -> Uni.createFrom().item(new AcceptOutcome.UnknownCode()));
    }

    /// What cannot be a check code is a wrong one, and counts.
    private static String folded(String check) {
        return Code.foldCheck(check).orElse("");
    }

    /// Somebody who has an account.
    public Uni<AcceptOutcome> accept(String code, PersonId person, Optional<String> check, Act act) {
        return accept(code, new Joining.Known(person), check, act);
    }
}
