package dev.latchkey.session.invitation;

import dev.latchkey.access.OrgHandle;
import dev.latchkey.access.PersonId;
import dev.latchkey.events.Act;
import dev.latchkey.events.InvitationAccepted;
import dev.latchkey.events.InvitationCreated;
import dev.latchkey.events.InvitationRevoked;
import dev.latchkey.events.MembershipChanged.Role;
import dev.latchkey.session.directory.Email;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// An invitation of one address into an org.
///
/// @param email empty once it is over
/// @param wrongChecks how often a wrong check code was tried
/// @param version counts its changes, from 1
record Invitation(
        InvitationId id,
        OrgHandle org,
        Optional<Email> email,
        Role role,
        PersonId inviter,
        int wrongChecks,
        Instant createdAt,
        Instant expiresAt,
        Optional<Accepted> accepted,
        Optional<Revoked> revoked,
        long version) {
    /// How long it may be accepted.
    static final Duration LIFE = Duration.ofDays(7);

    /// Of the thirty bits of a check code, so many tries leave all but nothing to luck.
    static final int MOST_WRONG_CHECKS = 5;

    /// What an invitation is good for. Only one that is pending becomes anything else.
    sealed interface State {
        /// The word of the API.
        String slug();
    }

    /// It can be accepted.
    record Pending(Invitation invitation) implements State {
        @Override
        public String slug() {
            return "pending";
        }

        Invitation accept(PersonId person, Instant at) {
            return invitation.over(Optional.of(new Accepted(person, at)), Optional.empty());
        }

        Invitation revoke(Instant at) {
            return invitation.over(Optional.empty(), Optional.of(new Revoked(at)));
        }

        /// After one more wrong check code; the last of them ends it.
        Invitation guessed(Instant at) {
            var counted = invitation.counting(invitation.wrongChecks + 1);
            return counted.wrongChecks < MOST_WRONG_CHECKS ? counted : new Pending(counted).revoke(at);
        }
    }

    /// Its time is over.
    record Expired() implements State {
        @Override
        public String slug() {
            return "expired";
        }
    }

    /// Somebody has accepted it.
    record Accepted(PersonId person, Instant at) implements State {
        @Override
        public String slug() {
            return "accepted";
        }
    }

    /// It was taken back, or lost by guessing.
    record Revoked(Instant at) implements State {
        @Override
        public String slug() {
            return "revoked";
        }
    }

    static Invitation made(InvitationId id, OrgHandle org, Email email, Role role, PersonId inviter, Instant now) {
        return new Invitation(
                id,
                org,
                Optional.of(email),
                role,
                inviter,
                0,
                now,
                now.plus(LIFE),
                Optional.empty(),
                Optional.empty(),
                1);
    }

    State state(Instant now) {
        if (accepted.isPresent()) {
            return accepted.get();
        }
        if (revoked.isPresent()) {
            return revoked.get();
        }
        return now.isBefore(expiresAt) ? new Pending(this) : new Expired();
    }

    private Invitation over(Optional<Accepted> byAcceptance, Optional<Revoked> byRevocation) {
        return new Invitation(
                id,
                org,
                Optional.empty(),
                role,
                inviter,
                wrongChecks,
                createdAt,
                expiresAt,
                byAcceptance,
                byRevocation,
                version + 1);
    }

    private Invitation counting(int wrong) {
        return new Invitation(id, org, email, role, inviter, wrong, createdAt, expiresAt, accepted, revoked, version);
    }

    InvitationCreated toldCreated(Act act) {
        return new InvitationCreated(id.publicId(), org.value(), role, expiresAt, version, act);
    }

    InvitationAccepted toldAccepted(PersonId person, Act act) {
        return new InvitationAccepted(id.publicId(), org.value(), role, person.publicId(), version, act);
    }

    InvitationRevoked toldRevoked(String reason, Act act) {
        return new InvitationRevoked(id.publicId(), org.value(), role, reason, version, act);
    }

    /// Never the address.
    @Override
    public String toString() {
        return "Invitation[" + id + "]";
    }
}
