package dev.latchkey.session.live;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How long a session lasts. Two limits hold for each: from its start, and since it was last used.
@ConfigMapping(prefix = "latchkey.session")
public interface SessionLimits {
    /// The longest session of a member or viewer. NIST SP 800-63B-4 asks for 24 h at most at AAL2; half a day is one
    /// working day.
    @WithDefault("12h")
    Duration life();

    /// How long it may lie unused. NIST SP 800-63B-4 asks for 1 h at most at AAL2.
    @WithDefault("60m")
    Duration idle();

    /// The longest session of an owner, admin or operator: shorter, because the damage is greatest there.
    @WithDefault("8h")
    Duration powerfulLife();

    /// How long theirs may lie unused: what NIST SP 800-63B-4 asks for at AAL3.
    @WithDefault("15m")
    Duration powerfulIdle();

    /// The longest session of "keep me logged in", with a passkey only. A deviation from AAL2 (it is AAL1's 30
    /// d), which is bearable because acts that matter ask for fresh proof. Never for owner, admin or operator.
    /// Not above 30 d: verifiers forget a session's end after 31.
    @WithDefault("30d")
    Duration keptLife();

    /// How long such a session may lie unused: a holiday's week, not two.
    @WithDefault("7d")
    Duration keptIdle();

    /// Sessions a person has at once; of more, the one idle longest is ended (OWASP ASVS 5, 7.1.2).
    @WithDefault("50")
    int parallel();

    /// How often the use of a session is written down. It may so end earlier by as much, and never later.
    @WithDefault("1m")
    Duration seenEvery();

    /// How often sessions that are over are ended for everybody to see. They open nothing from then on.
    @WithDefault("30s")
    Duration sweepEvery();
}
