package dev.latchkey.token.clockwork;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.mutiny.core.Vertx;
import java.util.Objects;

/// Runs what no request has asked for: a database session belongs to one context, so each round gets one.
public final class OwnContext {
    private OwnContext() {}

    public static void run(Vertx vertx, Runnable round) {
        var context = Objects.requireNonNull(
                VertxContext.createNewDuplicatedContext(vertx.getDelegate().getOrCreateContext()));
        VertxContextSafetyToggle.setContextSafe(context, true);
        context.runOnContext(nothing -> round.run());
    }
}
