package dev.latchkey.access;

/// Regular expressions for secret scanners, which match every credential text that Latchkey accepts.
///
/// They are safe for linear-time engines (RE2). Confirm a hit offline: [TokenText#read] parses it and compares
/// its hint.
public final class SecretPatterns {
    /// Tokens of every kind, and discharges.
    public static final String TOKEN = "\\blk[pdsox]_Ag[A-Za-z0-9_-]{96,}";

    /// Refresh tokens and client secrets, with their check.
    public static final String OPAQUE = "\\blk(r_[A-Za-z0-9_-]{70}|c_[A-Za-z0-9_-]{48})_[0-9a-hjkmnp-tv-z]{6}\\b";

    private SecretPatterns() {}
}
