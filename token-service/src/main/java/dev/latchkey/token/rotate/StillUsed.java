package dev.latchkey.token.rotate;

import dev.latchkey.access.OrgHandle;
import dev.latchkey.access.TokenId;
import dev.latchkey.events.ServiceName;
import dev.latchkey.kit.identity.ServiceTokens;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/// Who has used a token since an instant, as audit-service knows it; without audit-service the answer is that
/// nobody knows.
@Singleton
final class StillUsed {
    private static final Logger LOG = Logger.getLogger(StillUsed.class);
    private static final Duration PATIENCE = Duration.ofMillis(800);

    private final UsageSources usage;
    private final ServiceTokens identity;

    StillUsed(@RestClient UsageSources usage, ServiceTokens identity) {
        this.usage = usage;
        this.identity = identity;
    }

    /// What is known; empty when it could not be read.
    record Answer(Optional<Known> known) {
        /// Only the times: addresses and user agents are not for everybody.
        Answer withoutSources() {
            return new Answer(known.map(uses -> new Known(
                    uses.uses().stream()
                            .map(use -> new RotationView.Use(null, null, use.lastAt()))
                            .toList(),
                    uses.more())));
        }
    }

    /// The sources, last seen first.
    record Known(List<RotationView.Use> uses, boolean more) {}

    Uni<Answer> since(OrgHandle org, TokenId token, Instant since) {
        return Uni.createFrom()
                .deferred(() -> usage.sources(
                        identity.bearer(ServiceName.AUDIT),
                        new UsageSources.Question(org.value(), token.publicId(), since.toString())))
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .map(answer -> new Answer(Optional.of(new Known(
                        answer.items().stream()
                                .map(item -> new RotationView.Use(item.ip(), item.userAgent(), item.lastAt()))
                                .toList(),
                        answer.others()))))
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.warnf(
                            "uses of a rotated token not read: %s",
                            failure.getClass().getSimpleName());
                    return new Answer(Optional.empty());
                });
    }
}
