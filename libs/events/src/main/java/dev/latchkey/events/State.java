package dev.latchkey.events;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a verifier must know of one thing besides its key: the value of a [StateChanged].
///
/// On the wire the member `of` says which: `token`, `key`, `session`, `member`, `app` or
/// `org`.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "of")
@JsonSubTypes({
    @JsonSubTypes.Type(value = State.OfToken.class, name = "token"),
    @JsonSubTypes.Type(value = State.OfKey.class, name = "key"),
    @JsonSubTypes.Type(value = State.OfSession.class, name = "session"),
    @JsonSubTypes.Type(value = State.OfMember.class, name = "member"),
    @JsonSubTypes.Type(value = State.OfApp.class, name = "app"),
    @JsonSubTypes.Type(value = State.OfOrg.class, name = "org")
})
public sealed interface State {
    /// When it came to be so.
    Instant since();

    /// A token that was suspended, restricted or ended, or was and is so no longer.
    ///
    /// @param restrictions caveats added at every verification, at most 8; an unreadable one suspends
    /// @param refusedChildren fingerprints of copies that are revoked with their descendants, at most 32
    record OfToken(Stand stand, Instant since, List<String> restrictions, List<String> refusedChildren)
            implements State {
        public OfToken {
            Objects.requireNonNull(stand, "stand");
            Objects.requireNonNull(since, "since");
            restrictions = List.copyOf(restrictions);
            refusedChildren = List.copyOf(refusedChildren);
        }

        /// A token with neither restrictions nor refused copies.
        public static OfToken of(Stand stand, Instant since) {
            return new OfToken(stand, since, List.of(), List.of());
        }
    }

    /// How a token stands.
    enum Stand {
        LIVE,
        SUSPENDED,
        REVOKED
    }

    /// A root key.
    ///
    /// @param retired whether it, and with it every token that hangs from it, is refused for good
    record OfKey(boolean retired, Instant since) implements State {
        public OfKey {
            Objects.requireNonNull(since, "since");
        }
    }

    /// A session that has ended; one that lives has no record.
    record OfSession(Instant since) implements State {
        public OfSession {
            Objects.requireNonNull(since, "since");
        }
    }

    /// A person in an org.
    ///
    /// @param highest the most the person's tokens may do there
    /// @param refuseIssuedBefore session tokens issued earlier are refused; absent when none are
    record OfMember(
            Highest highest, Instant since, @Nullable Instant refuseIssuedBefore) implements State {
        public OfMember {
            Objects.requireNonNull(highest, "highest");
            Objects.requireNonNull(since, "since");
        }
    }

    /// The most a person may do in an org; `none` after leaving it.
    enum Highest {
        NONE,
        READ,
        WRITE
    }

    /// An app, or its part in one org.
    ///
    /// @param callsPerSecond over all its tokens (of the org); absent when not limited
    /// @param reason told to whoever is refused by the dial
    /// @param until when the dial turns back to normal by itself; absent when open-ended
    record OfApp(
            Dial dial,
            Instant since,
            @Nullable Double callsPerSecond,
            @Nullable String reason,
            @Nullable Instant until) implements State {
        public OfApp {
            Objects.requireNonNull(dial, "dial");
            Objects.requireNonNull(since, "since");
        }
    }

    /// How fast the tokens of an org may be used.
    ///
    /// @param callsPerSecond over all of them; absent for the suite's default
    /// @param callsPerSecondPerToken each of them; absent for the suite's default
    record OfOrg(
            Instant since,
            @Nullable Double callsPerSecond,
            @Nullable Double callsPerSecondPerToken) implements State {
        public OfOrg {
            Objects.requireNonNull(since, "since");
        }
    }

    /// What an app may do right now.
    enum Dial {
        NORMAL,
        SLOWED,
        READ_ONLY,
        SUSPENDED
    }
}
