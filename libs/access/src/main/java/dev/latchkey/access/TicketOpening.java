package dev.latchkey.access;

/// What came of opening a ticket. Tell a client no more than whether it opened: the rest is for metrics.
public sealed interface TicketOpening {
    /// It was sealed to one of our keys, and says what is understood.
    record Opened(OpenTicket ticket) implements TicketOpening {}

    /// The text is no ticket.
    record NoTicket() implements TicketOpening {}

    /// It is sealed to a key that is not, or no longer, here.
    ///
    /// @param kid eight hexadecimal digits
    record UnknownKey(String kid) implements TicketOpening {}

    /// It was altered, or sealed in another way, or states a condition that is not understood.
    record Unopenable() implements TicketOpening {}
}
