package dev.latchkey.audit.intake;

import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;

/// Names a failure for the log without its message, which may repeat what a record held.
final class Failures {
    private Failures() {}

    static String name(Throwable failure) {
        var cause = failure.getCause();
        if (failure instanceof PgException refused) {
            return "PostgreSQL " + refused.getSqlState();
        }
        if (failure instanceof NoStackTraceThrowable known) {
            return String.valueOf(known.getMessage()); // one of the client's own sentences
        }
        return failure.getClass().getSimpleName() + (cause == null ? "" : " from " + name(cause));
    }
}
