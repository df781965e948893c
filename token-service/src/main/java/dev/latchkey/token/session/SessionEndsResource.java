package dev.latchkey.token.session;

import dev.latchkey.access.SessionId;
import dev.latchkey.kit.problem.InvalidRequestException;
import dev.latchkey.token.proof.Proof;
import dev.latchkey.token.proof.ProofView;
import dev.latchkey.token.proof.ProofWish;
import dev.latchkey.token.proof.Proofs;
import dev.latchkey.token.state.StateFeed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// The fast way for session-service to end sessions at the verifiers. The event on the topic is the guarantee; both say
/// the same, and the second changes nothing.
@Path("/internal/v1/session-ends")
public final class SessionEndsResource {
    private static final int MOST = 1_000;
    private static final Pattern TIME = Pattern.compile("2[0-9]{3}-[0-9T:.-]{1,40}Z");

    private final SessionEnds ends;
    private final StateFeed feed;
    private final Proofs proofs;

    SessionEndsResource(SessionEnds ends, StateFeed feed, Proofs proofs) {
        this.ends = ends;
        this.feed = feed;
        this.proofs = proofs;
    }

    /// Sessions that are over.
    ///
    /// @param sessions `ses_…`, 1 to 1,000 of them
    /// @param since from when on, RFC 3339
    record Request(
            @Nullable List<@Nullable String> sessions,
            @Nullable String since) {
        List<SessionId> ids() {
            if (sessions == null || sessions.isEmpty() || sessions.size() > MOST) {
                throw new InvalidRequestException("sessions", "Name 1 to 1,000 sessions, ses_…");
            }
            return sessions.stream()
                    .map(id -> Optional.ofNullable(id)
                            .flatMap(SessionId::parsePublic)
                            .orElseThrow(() -> new InvalidRequestException("sessions", "A session id is ses_…")))
                    .toList();
        }

        Instant instant() {
            return Optional.ofNullable(since)
                    .filter(text -> TIME.matcher(text).matches())
                    .flatMap(Request::parse)
                    .orElseThrow(() -> new InvalidRequestException(
                            "since", "Say since when they are over, such as 2026-10-01T12:00:00Z."));
        }

        private static Optional<Instant> parse(String text) {
            try {
                return Optional.of(Instant.parse(text));
            } catch (DateTimeException malformed) {
                return Optional.empty();
            }
        }
    }

    /// @param ended how many of them verifiers had not been told of before
    /// @param revision from this revision of the state feed on every verifier refuses all of them
    record Ended(int ended, long revision) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(hidden = true)
    public Uni<Response> end(@Nullable Request body, @QueryParam("wait") @Nullable String wait) {
        var asked = Optional.ofNullable(body)
                .orElseThrow(() -> new InvalidRequestException("body", "A JSON object is needed."));
        var wish = ProofWish.parse(wait);
        return ends.end(asked.ids(), asked.instant())
                .invoke(done -> done.changes().forEach(feed::apply))
                .chain(done -> wish.of(done.revision(), proofs).map(proof -> answer(done, proof)));
    }

    private static Response answer(SessionEnds.Ended done, Optional<Proof> proof) {
        return ProofView.answer(new Ended(done.changes().size(), done.revision()), proof);
    }
}
