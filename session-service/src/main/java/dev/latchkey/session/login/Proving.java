package dev.latchkey.session.login;

/// Whether somebody who is logged in has proved again who they are.
public sealed interface Proving {
    record Proven() implements Proving {}

    /// Wrong, or not to be tried right now: which of the two is not told.
    record NotProven() implements Proving {}

    /// Too many are being checked right now: 503.
    record Busy() implements Proving {}
}
