package dev.latchkey.token.mint;

import java.time.Duration;

/// When a token is to end.
sealed interface Ending {
    /// After 90 days, or earlier where the org or the minting token says so.
    record Usual() implements Ending {}

    /// After this time.
    record After(Duration life) implements Ending {}

    /// Not by itself.
    ///
    /// @param reason why, for whoever finds it years later
    record Never(String reason) implements Ending {}
}
