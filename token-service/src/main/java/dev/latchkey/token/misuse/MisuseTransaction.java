package dev.latchkey.token.misuse;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.latchkey.events.Act;
import dev.latchkey.events.Act.Actor;
import dev.latchkey.events.Act.ActorKind;
import dev.latchkey.events.Act.Origin;
import dev.latchkey.events.TokenMisused;
import dev.latchkey.kit.outbox.Outbox;
import dev.latchkey.token.record.Lifecycle;
import dev.latchkey.token.record.Suspension;
import dev.latchkey.token.record.TokenRecord;
import dev.latchkey.token.record.TokenStore;
import dev.latchkey.token.usage.Source;
import dev.latchkey.token.usage.Use;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/// Tells of one use of an ended token, unless another verifier has told of the same in the last 24 hours.
@ApplicationScoped
public class MisuseTransaction {
    /// The sources of a token that are told in a day are bounded too: a holder can name any user agent.
    private static final int SOURCES = 100;

    private static final String NOTE = "insert into misuse as held (token_id, source, told_at)"
            + " select cast(:token as text), cast(:source as text), cast(:now as timestamptz)"
            + " where (select count(*) from misuse where token_id = cast(:token as text)) < " + SOURCES
            + " on conflict (token_id, source) do update set told_at = excluded.told_at where held.told_at <= cast(:quiet as timestamptz)";

    private final TokenStore tokens;
    private final Outbox outbox;

    MisuseTransaction(TokenStore tokens, Outbox outbox) {
        this.tokens = tokens;
        this.outbox = outbox;
    }

    /// How a token had ended when it was used; `at` is empty where the record does not say.
    private record Ended(How how, Optional<Instant> at) {}

    /// Answers whether it was told.
    @WithTransaction
    Uni<Boolean> tell(Use use) {
        var identifier = use.identifier();
        return tokens.find(identifier.keyId().org(), identifier.tokenId())
                .map(found -> found.flatMap(token -> ended(token, use)))
                .chain(ended -> ended.isEmpty() ? Uni.createFrom().item(false) : tell(use, ended.get()));
    }

    private Uni<Boolean> tell(Use use, Ended ended) {
        return note(use)
                .chain(fresh -> fresh
                        ? outbox.add(event(use, ended)).replaceWith(true)
                        : Uni.createFrom().item(false));
    }

    /// A token that may be used again, or has run out as everybody knew it would, is no misuse.
    private static Optional<Ended> ended(TokenRecord token, Use use) {
        var refusal = use.refusal().orElse("");
        return switch (token.state(use.at())) {
            case Lifecycle.Revoked(var end) -> Optional.of(new Ended(How.of(end.because()), Optional.of(end.at())));
            case Lifecycle.Expired(var _, var at) ->
                token.life().rotation().isPresent() && token.life().endsAt().equals(Optional.of(at))
                        ? Optional.of(new Ended(How.ROTATED, Optional.of(at)))
                        : Optional.empty();
            case Lifecycle.Suspended(var _, var suspension) ->
                suspension.because() == Suspension.Cause.OWNER_LEFT
                        ? Optional.of(new Ended(How.OWNER_LEFT, Optional.of(suspension.since())))
                        : Optional.empty();
            case Lifecycle.Usable _ ->
                switch (refusal) {
                    case "revoked-copy" -> Optional.of(new Ended(How.COPY, Optional.empty()));
                    case "revoked" -> Optional.of(new Ended(How.KEY_GENERATION, Optional.empty()));
                    default -> Optional.empty();
                };
        };
    }

    private static Uni<Boolean> note(Use use) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(NOTE)
                        .setParameter("token", use.identifier().tokenId().value())
                        .setParameter("source", digest(use.source()))
                        .setParameter("now", use.at())
                        .setParameter("quiet", use.at().minus(MisuseBuffer.QUIET))
                        .executeUpdate())
                .map(rows -> rows > 0);
    }

    private static String digest(Source source) {
        var text = source.ip().map(ip -> ip.text()).orElse("") + "\n"
                + source.userAgent().orElse("");
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static TokenMisused event(Use use, Ended ended) {
        var identifier = use.identifier();
        var token = identifier.tokenId().publicId();
        return new TokenMisused(
                token,
                identifier.keyId().org().value(),
                use.child().value(),
                ended.how().slug(),
                ended.at().orElse(null),
                new Act(
                        new Actor(ActorKind.TOKEN, token, token, null, null),
                        new Origin(
                                use.source().ip().map(ip -> ip.text()).orElse(null),
                                use.source().userAgent().orElse(null)),
                        use.at()));
    }

    /// Forgets what was told more than a day ago.
    @WithTransaction
    public Uni<Void> forget(Instant now) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "delete from misuse where told_at <= cast(:quiet as timestamptz)")
                        .setParameter("quiet", now.minus(MisuseBuffer.QUIET))
                        .executeUpdate())
                .replaceWithVoid();
    }
}
