package dev.latchkey.token.mint;

import dev.latchkey.access.Access;
import dev.latchkey.access.AppId;
import dev.latchkey.access.Identity;
import dev.latchkey.access.KeyId;
import dev.latchkey.access.Kind;
import dev.latchkey.access.Network;
import dev.latchkey.access.OrgHandle;
import dev.latchkey.access.PersonId;
import dev.latchkey.access.Resource;
import dev.latchkey.access.SessionId;
import dev.latchkey.access.TokenId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;

/// A token of an hour at most that a service has asked for: it gets no record and is in no list.
record UnrecordedOrder(
        OrgHandle org,
        Holder holder,
        Access access,
        Optional<Resource> resource,
        Optional<List<Network>> networks,
        Optional<NavigableSet<String>> methods,
        Duration life) {
    static final Duration LONGEST = Duration.ofHours(1);

    /// Whose it is.
    sealed interface Holder {
        Optional<PersonId> person();

        Kind kind();

        Identity identity(KeyId keyId, TokenId tokenId);
    }

    /// A login of a person.
    ///
    /// @param endsAt when the login ends at the latest
    record Login(PersonId holder, SessionId session, Instant endsAt) implements Holder {
        @Override
        public Optional<PersonId> person() {
            return Optional.of(holder);
        }

        @Override
        public Kind kind() {
            return Kind.SESSION;
        }

        @Override
        public Identity identity(KeyId keyId, TokenId tokenId) {
            return new Identity.Session(keyId, tokenId, holder, session);
        }
    }

    /// An app, for a person or for itself.
    record Instance(AppId app, Optional<PersonId> person) implements Holder {
        @Override
        public Kind kind() {
            return Kind.OAUTH;
        }

        @Override
        public Identity identity(KeyId keyId, TokenId tokenId) {
            return person.<Identity>map(holder -> new Identity.OAuth(keyId, tokenId, holder, app))
                    .orElseGet(() -> new Identity.App(keyId, tokenId, app));
        }
    }
}
