package dev.latchkey.session.login;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.latchkey.kit.problem.Problem;
import dev.latchkey.session.browser.Client;
import dev.latchkey.session.live.CookieValue;
import dev.latchkey.session.live.LiveSession;
import dev.latchkey.session.live.Renewal;
import dev.latchkey.session.live.SessionTransaction;
import dev.latchkey.session.password.EnteredPassword;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLEncoder;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// Fresh proof for acts that need it: the last full proof is ten minutes old at most, or the person is asked for one.
@ApplicationScoped
public class StepUp {
    private static final String KIND = "step-up";

    private final Seals seals;
    private final Proofs proofs;
    private final SessionTransaction sessions;
    private final Clock clock;

    StepUp(Seals seals, Proofs proofs, SessionTransaction sessions, Clock clock) {
        this.seals = seals;
        this.proofs = proofs;
        this.sessions = sessions;
        this.clock = clock;
    }

    /// An act as the step-up page names it.
    ///
    /// @param words what is about to be done, for the person, without a line break
    /// @param back the page that goes on with it
    /// @param digest of the request's body, so that what was shown is what is done
    public record Act(String words, String back, String digest) {}

    /// Where to prove it; empty when the last proof is fresh.
    public Optional<String> need(LiveSession session, Act act) {
        return session.isFresh(clock.instant())
                ? Optional.empty()
                : Optional.of("/step-up?for=" + URLEncoder.encode(seal(session, act), UTF_8));
    }

    private String seal(LiveSession session, Act act) {
        return seals.seal(session, KIND, act.back() + " " + act.digest() + " " + act.words());
    }

    /// The same for the REST interface: the problem to answer with.
    public Optional<Problem> problem(LiveSession session, Act act) {
        return need(session, act)
                .map(url -> new Problem(
                        "step-up-required",
                        403,
                        "Fresh proof needed",
                        "Prove who you are at " + url + ", then repeat."));
    }

    /// The act that a step-up is for, if it is this session's.
    Optional<Asked> asked(LiveSession session, String sealed) {
        return seals.open(session, KIND, sealed).map(opened -> {
            var parts = opened.text().split(" ", 3);
            return new Asked(new Act(parts[2], ReturnTo.of(parts[0]).path(), parts[1]), opened);
        });
    }

    record Asked(Act act, Seals.Opened seal) {}

    /// What came of it.
    sealed interface Outcome {
        record Proven(CookieValue cookie) implements Outcome {}

        record NotProven() implements Outcome {}

        /// The seal was used, or the session is over.
        record StartAgain() implements Outcome {}

        record Busy() implements Outcome {}
    }

    Uni<Outcome> prove(LiveSession session, CookieValue cookie, Asked asked, EnteredPassword password, Client client) {
        return proofs.prove(session, password, client).chain(proving -> switch (proving) {
            case Proving.Proven() -> refresh(session, cookie, asked, client);
            case Proving.NotProven() -> Uni.createFrom().item(new Outcome.NotProven());
            case Proving.Busy() -> Uni.createFrom().item(new Outcome.Busy());
        });
    }

    @WithTransaction
    Uni<Outcome> refresh(LiveSession session, CookieValue cookie, Asked asked, Client client) {
        var act = session.act(client.origin(), clock.instant().truncatedTo(ChronoUnit.MICROS));
        return seals.use(asked.seal())
                .chain(first -> first
                        ? sessions.proved(session, cookie, session.acr(), "step-up", act)
                                .map(renewal -> switch (renewal) {
                                    case Renewal.Renewed(var next) -> new Outcome.Proven(next);
                                    case Renewal.Gone() -> new Outcome.StartAgain();
                                })
                        : Uni.createFrom().item(new Outcome.StartAgain()));
    }
}
