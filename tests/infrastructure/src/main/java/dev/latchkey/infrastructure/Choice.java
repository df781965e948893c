package dev.latchkey.infrastructure;

import java.util.function.BooleanSupplier;

/// Which provider the tests run on, and why, as one line for the reader of the test's output.
record Choice(Provider provider, String why) {
    /// The system property that decides: `embedded`, `containers`, or `auto` for containers where an engine answers.
    static final String PROPERTY = "latchkey.test.infrastructure";

    enum Provider {
        EMBEDDED,
        CONTAINERS
    }

    static Choice of(String wanted, BooleanSupplier engineAnswers) {
        return switch (wanted) {
            case "embedded" -> new Choice(Provider.EMBEDDED, "as asked");
            case "containers" -> new Choice(Provider.CONTAINERS, "as asked");
            case "auto" ->
                engineAnswers.getAsBoolean()
                        ? new Choice(Provider.CONTAINERS, "a container engine answers")
                        : new Choice(Provider.EMBEDDED, "no container engine answers");
            default ->
                throw new IllegalArgumentException(PROPERTY + " is " + wanted + ", not embedded, containers or auto");
        };
    }

    String sentence() {
        return switch (provider) {
            case EMBEDDED -> "latchkey: test infrastructure: embedded PostgreSQL and Kafka (" + why + ")";
            case CONTAINERS -> "latchkey: test infrastructure: PostgreSQL and Kafka in containers (" + why + ")";
        };
    }
}
