package dev.latchkey.access;

import java.util.Optional;

/// Something a request says about itself, or does not: a missing fact refuses what a caveat asks of it.
public sealed interface Fact<T> {
    /// The request says so.
    record Known<T>(T value) implements Fact<T> {}

    /// The request does not say, or not in a form the grammar knows.
    record Absent<T>() implements Fact<T> {}

    static <T> Fact<T> known(T value) {
        return new Known<>(value);
    }

    static <T> Fact<T> absent() {
        return new Absent<>();
    }

    /// The outcome of a parser as a fact: what does not fit the grammar is absent.
    static <T> Fact<T> of(Optional<T> value) {
        return value.<Fact<T>>map(Known::new).orElseGet(Absent::new);
    }

    /// The value for display; decisions switch over the two cases instead.
    default Optional<T> toOptional() {
        return switch (this) {
            case Known<T>(T known) -> Optional.of(known);
            case Absent<T>() -> Optional.empty();
        };
    }
}
