package dev.latchkey.audit.tokens;

import dev.latchkey.access.Access;
import dev.latchkey.access.Hint;
import dev.latchkey.access.Kind;
import dev.latchkey.access.OrgHandle;
import dev.latchkey.access.PersonId;
import dev.latchkey.access.Resource;
import dev.latchkey.access.TokenId;
import dev.latchkey.audit.intake.EventReader;
import dev.latchkey.audit.intake.Projection;
import dev.latchkey.audit.intake.Reading;
import dev.latchkey.audit.intake.Reading.Broken;
import dev.latchkey.audit.intake.Reading.Meant;
import dev.latchkey.audit.intake.Reading.Skipped;
import dev.latchkey.audit.tokens.TokenChange.Born;
import dev.latchkey.audit.tokens.TokenChange.Lived;
import dev.latchkey.events.Event;
import dev.latchkey.events.TokenMinted;
import dev.latchkey.events.TokenRenamed;
import dev.latchkey.events.TokenResumed;
import dev.latchkey.events.TokenRevoked;
import dev.latchkey.events.TokenRotated;
import dev.latchkey.events.TokenSuspended;
import dev.latchkey.events.Topic;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// The token records of this service: idempotent, and right in whatever order the events come, since each fact keeps
/// the
/// version of the event that told it.
@Singleton
final class TokenProjection implements Projection<TokenChange> {
    private static final int LONGEST_NAME = 1_024;

    /// What a `timestamptz` can hold is more; what lies outside this is no time of ours.
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    @Override
    public Topic topic() {
        return Topic.TOKENS;
    }

    @Override
    public Reading<TokenChange> read(ConsumerRecord<byte[], byte[]> delivered) {
        return switch (EventReader.read(delivered)) {
            case Broken<Event>(var reason) -> new Broken<>(reason);
            case Skipped<Event>() -> new Skipped<>();
            case Meant<Event>(TokenMinted minted) -> born(minted);
            case Meant<Event>(var event) -> lived(event);
        };
    }

    private static Reading<TokenChange> born(TokenMinted minted) {
        var resources = minted.resources();
        var personId = minted.personId();
        var sound = identified(minted.tokenId(), minted.org())
                && Kind.parse(minted.kind()).isPresent()
                && Hint.parse(minted.hint()).isPresent()
                && Access.parse(minted.access()).isPresent()
                && minted.version() >= 1
                && isName(minted.name())
                && (personId == null || PersonId.parsePublic(personId).isPresent())
                && (resources == null
                        || resources.stream()
                                .allMatch(path -> Resource.parse(path).isPresent()))
                && isOurs(minted.act().at())
                && isOurs(minted.expiresAt());
        return sound ? new Meant<>(new Born(minted)) : new Broken<>("a member of the minted event is not of its form");
    }

    private static Reading<TokenChange> lived(Event event) {
        return switch (event) {
            case TokenRevoked e -> step(TokenStep.revoked(e.tokenId(), e.org(), e.version(), e.act()));
            case TokenSuspended e -> step(TokenStep.suspended(e.tokenId(), e.org(), e.version(), e.act()));
            case TokenResumed e -> step(TokenStep.resumed(e.tokenId(), e.org(), e.version()));
            case TokenRenamed e -> step(TokenStep.renamed(e.tokenId(), e.org(), e.version(), e.after()));
            case TokenRotated e -> step(TokenStep.rotated(e.tokenId(), e.org(), e.version(), e.act(), e.endsAt()));
            default -> new Skipped<>();
        };
    }

    private static Reading<TokenChange> step(TokenStep step) {
        var name = step.name().value();
        var sound = identified(step.tokenId(), step.org())
                && isOurs(step.revoked().value())
                && isOurs(step.stopped().value())
                && isOurs(step.rotatedAt())
                && isOurs(step.endsAt())
                && step.version() >= 1
                && (name == null || isName(name));
        return sound ? new Meant<>(new Lived(step)) : new Broken<>("a member of the event is not of its form");
    }

    private static boolean isName(String name) {
        return name.length() <= LONGEST_NAME && name.indexOf('\0') < 0;
    }

    private static boolean identified(String tokenId, String org) {
        return TokenId.parsePublic(tokenId).isPresent() && OrgHandle.parse(org).isPresent();
    }

    /// Whether a time, where there is one, is one of ours.
    private static boolean isOurs(@Nullable Instant at) {
        return at == null || (!at.isBefore(Instant.EPOCH) && !at.isAfter(LATEST));
    }

    @Override
    public Uni<Void> apply(SqlConnection connection, List<TokenChange> changes) {
        var born = new ArrayList<TokenMinted>();
        var steps = new ArrayList<TokenStep>();
        for (var change : changes) {
            switch (change) {
                case Born(var event) -> born.add(event);
                case Lived(var step) -> steps.add(step);
            }
        }
        return TokenWriter.born(connection, born).chain(() -> TokenWriter.lived(connection, steps));
    }
}
