package dev.latchkey.session.password;

/// Why a text may not become a password.
public enum Objection {
    TOO_SHORT("A password has at least 15 characters. Several words make a good one."),
    TOO_LONG("A password has at most 256 characters."),
    TOO_COMMON("This password is in lists that attackers try first. Choose another one."),
    OWN_WORDS("Without your name, your org's and ours, too little of this password is left. Choose another one.");

    private final String sentence;

    Objection(String sentence) {
        this.sentence = sentence;
    }

    /// For the person who chose it.
    public String sentence() {
        return sentence;
    }
}
