package dev.latchkey.audit.intake;

import io.vertx.pgclient.PgException;

/// Names a failure for the log without its message, which may repeat what a record held.
final class Failures {
    private Failures() {}

    static String name(Throwable failure) {
        var cause = failure.getCause();
        if (failure instanceof PgException refused) {
            return "PostgreSQL " + refused.getSqlState();
        }
        return failure.getClass().getSimpleName() + (cause == null ? "" : " from " + name(cause));
    }
}
