package dev.latchkey.token.ticket;

import dev.latchkey.access.LiveLogin;
import dev.latchkey.access.PersonId;
import dev.latchkey.access.TicketKey;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/// Ties tokens to logins, under the key that session-service names at that time.
@Singleton
public final class Ties {
    private static final Logger LOG = Logger.getLogger(Ties.class);
    private static final Duration PATIENCE = Duration.ofMillis(800);

    private final TicketKeys keys;

    Ties(@RestClient TicketKeys keys) {
        this.keys = keys;
    }

    /// How a token that is to be made for this person is tied.
    ///
    /// @param liveLogin whether the token is to hold only while its person is logged in
    public Uni<Tie> of(boolean liveLogin, Optional<PersonId> person) {
        return liveLogin
                ? toLogin(person.orElseThrow(() -> new IllegalArgumentException("nobody's login can be asked for")))
                : Uni.createFrom().item(new Tie.Loose());
    }

    private Uni<Tie> toLogin(PersonId person) {
        return Uni.createFrom()
                .deferred(keys::keys)
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .map(answer -> current(answer).orElseThrow(() -> new IllegalStateException("no current key")))
                .<Tie>map(key -> new Tie.ToLogin(new LiveLogin(key, person)))
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.warnf("no key for a ticket: %s", failure.getClass().getSimpleName());
                    return new Tie.Unavailable();
                });
    }

    /// A key under another's name would make tickets that nobody opens.
    static Optional<TicketKey> current(TicketKeys.Answer answer) {
        for (var item : Optional.ofNullable(answer.keys()).orElse(List.of())) {
            if (item != null && item.current()) {
                return Optional.ofNullable(item.publicKey())
                        .flatMap(TicketKey::parse)
                        .filter(key -> key.kid().equals(item.kid()));
            }
        }
        return Optional.empty();
    }
}
