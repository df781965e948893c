package dev.latchkey.session.keys;

/// What a signature or seal is for. One made for one purpose is nothing for another.
public enum Purpose {
    /// The cookie that names a device.
    DEVICE,
    /// The token in a form.
    CSRF,
    /// A name that was typed at login, where the name itself must not be kept.
    NAME,
    /// A login that has to replace a password first.
    FIRST_LOGIN,
    /// An act that waits for a fresh proof.
    ACT
}
