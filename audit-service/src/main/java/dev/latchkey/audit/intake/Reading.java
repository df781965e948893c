package dev.latchkey.audit.intake;

/// What a record turned out to be.
public sealed interface Reading<E> {
    /// It means something here.
    record Meant<E>(E effect) implements Reading<E> {}

    /// It is sound and concerns others: another type, or one of the future.
    record Skipped<E>() implements Reading<E> {}

    /// It can never be consumed and goes to the dead letters.
    ///
    /// @param reason a fixed sentence; nothing that stood in the record
    record Broken<E>(String reason) implements Reading<E> {}
}
