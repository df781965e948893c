package dev.latchkey.session.live;

import dev.latchkey.access.OrgHandle;
import dev.latchkey.access.PersonId;
import dev.latchkey.access.SessionId;
import dev.latchkey.events.Act;
import dev.latchkey.events.Act.Actor;
import dev.latchkey.events.Act.ActorKind;
import dev.latchkey.events.Act.Origin;
import dev.latchkey.events.MembershipChanged.Role;
import dev.latchkey.session.device.DeviceId;
import dev.latchkey.session.throttle.AccountName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A session that lasts, as it was found for one request. What it says of the person is of that moment.
///
/// @param displayName of the person
/// @param name what they log in with
/// @param authTime the last full proof of who they are
/// @param endsAt when it ends at the latest
/// @param idleAt when it ends if it is not used any more
/// @param orgs whose member the person is, in which role; without orgs that want a newer login
/// @param operator reads the platform's audit chain
/// @param rolesChanged since the cookie was given out: it is to be renewed
public record LiveSession(
        SessionId id,
        PersonId person,
        String displayName,
        Optional<AccountName> name,
        DeviceId device,
        Acr acr,
        List<String> amr,
        Instant authTime,
        Instant startedAt,
        Instant lastSeenAt,
        Instant endsAt,
        Instant idleAt,
        OrgHandle homeOrg,
        Map<OrgHandle, Role> orgs,
        boolean operator,
        boolean rolesChanged) {
    private static final Duration FRESH = Duration.ofMinutes(10);

    public LiveSession {
        amr = List.copyOf(amr);
        orgs = Map.copyOf(orgs);
    }

    /// Whether the last full proof is recent enough for an act that needs one.
    public boolean isFresh(Instant now) {
        return !authTime.isBefore(now.minus(FRESH));
    }

    /// The role in an org, if there is one.
    public Optional<Role> role(OrgHandle org) {
        return Optional.ofNullable(orgs.get(org));
    }

    /// An act of the person in this session.
    public Act act(Origin origin, Instant at) {
        return new Act(new Actor(ActorKind.PERSON, person.publicId(), null, id.publicId(), null), origin, at);
    }
}
