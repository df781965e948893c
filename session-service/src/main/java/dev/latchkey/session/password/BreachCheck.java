package dev.latchkey.session.password;

/// Whether a password is one that attackers try first. Asks nobody over the network.
interface BreachCheck {
    /// May read a file: not for the event loop.
    boolean knows(String password);
}
