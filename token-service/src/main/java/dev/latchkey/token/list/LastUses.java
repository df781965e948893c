package dev.latchkey.token.list;

import dev.latchkey.access.OrgHandle;
import dev.latchkey.events.ServiceName;
import dev.latchkey.kit.identity.ServiceTokens;
import dev.latchkey.token.record.TokenRecord;
import dev.latchkey.token.record.TokenView;
import dev.latchkey.token.record.TokenView.LastUsed;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/// Joins records with their last use. Without audit-service the records are still shown, and say that the use is
/// unknown.
@Singleton
public final class LastUses {
    private static final Logger LOG = Logger.getLogger(LastUses.class);
    private static final Duration PATIENCE = Duration.ofMillis(800);

    private final UsageLookup usage;
    private final ServiceTokens identity;
    private final Clock clock;

    LastUses(@RestClient UsageLookup usage, ServiceTokens identity, Clock clock) {
        this.usage = usage;
        this.identity = identity;
        this.clock = clock;
    }

    /// The records as the API shows them, in the same order.
    public Uni<List<TokenView>> of(OrgHandle org, List<TokenRecord> tokens) {
        var views = tokens.stream()
                .map(token -> TokenView.of(token, clock.instant()))
                .toList();
        if (views.isEmpty()) {
            return Uni.createFrom().item(views);
        }
        return Uni.createFrom()
                .deferred(() -> usage.lookup(
                        identity.bearer(ServiceName.AUDIT),
                        new UsageLookup.Question(
                                org.value(), views.stream().map(TokenView::id).toList())))
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .map(answer -> join(views, answer))
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.warnf("last use not read: %s", failure.getClass().getSimpleName());
                    return views.stream().map(TokenView::withoutUse).toList();
                });
    }

    private static List<TokenView> join(List<TokenView> views, UsageLookup.Answer answer) {
        Map<String, LastUsed> byToken = new HashMap<>();
        for (var item : answer.items()) {
            var last = item.lastUsed();
            if (last != null) {
                byToken.put(item.tokenId(), last);
            }
        }
        return views.stream().map(view -> view.used(byToken.get(view.id()))).toList();
    }
}
