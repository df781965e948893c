package dev.latchkey.token.mint;

import dev.latchkey.access.Caveat;
import dev.latchkey.access.KeyId;
import dev.latchkey.access.Token;
import dev.latchkey.access.TokenId;
import dev.latchkey.events.State;
import dev.latchkey.events.StateKey;
import dev.latchkey.token.directory.DirectoryStore;
import dev.latchkey.token.keys.KeyRing;
import dev.latchkey.token.keys.RootKeys;
import dev.latchkey.token.mint.MintOutcome.Issued;
import dev.latchkey.token.mint.MintOutcome.Refused;
import dev.latchkey.token.mint.UnrecordedOrder.Holder;
import dev.latchkey.token.mint.UnrecordedOrder.Instance;
import dev.latchkey.token.mint.UnrecordedOrder.Login;
import dev.latchkey.token.state.StateFeed;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Mints the tokens of logins and apps: for an hour at most, never past the login, never more than the person's role
/// holds. Nothing is written: their own services tell of logins and grants.
@Singleton
final class UnrecordedMint {
    private final DirectoryStore directory;
    private final RootKeys rootKeys;
    private final KeyRing keys;
    private final StateFeed feed;
    private final SecureRandom random;
    private final Clock clock;

    UnrecordedMint(
            DirectoryStore directory,
            RootKeys rootKeys,
            KeyRing keys,
            StateFeed feed,
            SecureRandom random,
            Clock clock) {
        this.directory = directory;
        this.rootKeys = rootKeys;
        this.keys = keys;
        this.feed = feed;
        this.random = random;
        this.clock = clock;
    }

    Uni<MintOutcome> mint(UnrecordedOrder order) {
        return rootKeys.newest(order.org())
                .chain(newest -> newest.isEmpty()
                        ? Uni.createFrom().item(new Refused.UnknownOrg())
                        : refusal(order)
                                .chain(refused -> refused.isPresent()
                                        ? Uni.createFrom().item(refused.get())
                                        : issue(order, newest.get())));
    }

    private Uni<Optional<Refused>> refusal(UnrecordedOrder order) {
        if (order.holder().person().isEmpty()) {
            return Uni.createFrom()
                    .item(
                            MintChecks.isForVerify(order.resource())
                                    ? Optional.of(new Refused.RoleTooLow("admin"))
                                    : Optional.empty());
        }
        return directory
                .role(order.org(), order.holder().person().get())
                .map(role -> role.isEmpty()
                        ? Optional.of(new Refused.UnknownPerson())
                        : MintChecks.roleTooLow(role.get(), order.access(), order.resource())
                                .or(() -> over(order.holder())));
    }

    private Optional<Refused> over(Holder holder) {
        return switch (holder) {
            case Instance _ -> Optional.empty();
            case Login(var _, var session, var endsAt) ->
                feed.find(StateKey.session(session.publicId()), State.OfSession.class)
                                        .isPresent()
                                || !clock.instant().isBefore(endsAt)
                        ? Optional.of(new Refused.SessionOver())
                        : Optional.empty();
        };
    }

    private Uni<MintOutcome> issue(UnrecordedOrder order, KeyId keyId) {
        var now = clock.instant();
        var end = end(order, now);
        return keys.find(keyId)
                .map(Optional::orElseThrow)
                .map(key ->
                        Token.mint(key, order.holder().identity(keyId, TokenId.of(now, random)), caveats(order, end)))
                .map(token -> new Issued(token, end));
    }

    private static Instant end(UnrecordedOrder order, Instant now) {
        var asked = now.plus(order.life()).truncatedTo(ChronoUnit.SECONDS);
        return order.holder() instanceof Login login && login.endsAt().isBefore(asked)
                ? login.endsAt().truncatedTo(ChronoUnit.SECONDS)
                : asked;
    }

    private static List<Caveat> caveats(UnrecordedOrder order, Instant end) {
        var caveats = new ArrayList<Caveat>();
        caveats.add(new Caveat.Org(order.org()));
        caveats.add(new Caveat.AtMost(order.access()));
        order.resource().ifPresent(path -> caveats.add(new Caveat.Within(List.of(path))));
        order.networks().ifPresent(networks -> caveats.add(new Caveat.From(networks)));
        order.methods().ifPresent(methods -> caveats.add(new Caveat.Methods(methods)));
        caveats.add(new Caveat.Before(end));
        return caveats;
    }
}
