package dev.latchkey.token.mint;

import dev.latchkey.access.Access;
import dev.latchkey.access.Effective;
import dev.latchkey.access.Kind;
import dev.latchkey.access.Network;
import dev.latchkey.access.OrgHandle;
import dev.latchkey.access.PersonId;
import dev.latchkey.access.Resource;
import dev.latchkey.access.Rights;
import dev.latchkey.access.Token;
import dev.latchkey.events.Act.Actor;
import dev.latchkey.events.Act.Origin;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;

/// A token somebody has asked for, read and typed, not yet checked.
///
/// @param liveLogin whether it is to hold only while its owner is logged in
/// @param person who answers for it: its owner, or for a deploy token the person who mints it
/// @param minter the token it is minted through, if it is
record MintOrder(
        OrgHandle org,
        Kind kind,
        String name,
        Access access,
        Optional<Resource> resource,
        Optional<List<Network>> networks,
        Optional<NavigableSet<String>> methods,
        Ending ending,
        boolean liveLogin,
        PersonId person,
        Optional<Minter> minter,
        Actor actor,
        Origin origin) {

    /// The token that was presented for minting.
    record Minter(Effective effective, Token token) {}

    static MintOrder of(MintRequest request, PersonId person, Optional<Minter> minter, Actor actor, Origin origin) {
        return new MintOrder(
                request.orgHandle(),
                request.tokenKind(),
                request.tokenName(),
                request.accessLevel(),
                request.path(),
                request.networks(),
                request.methodNames(),
                request.ending(),
                request.needsLiveLogin(),
                person,
                minter,
                actor,
                origin);
    }

    /// What the minting token holds, stored restrictions included.
    Optional<Rights> held() {
        return minter.map(presented -> presented.effective().rights());
    }
}
