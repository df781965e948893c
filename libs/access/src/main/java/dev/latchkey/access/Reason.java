package dev.latchkey.access;

import java.time.Instant;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;

/// Why a token was refused: a slug for programs and a sentence for the holder.
///
/// The two families carry who may be told what. Before the signature is proven a reason holds facts about the
/// presented text only; afterwards it may say what concerns this token. None names an owner or another org's
/// records.
public sealed interface Reason {
    /// The stable word for programs, such as `access-denied`.
    String slug();

    /// One sentence for the holder.
    String detail();

    /// What the presenter of the token is told. It differs from this reason for an unknown key only, which
    /// looks like a bad signature from outside, so that nobody can try out which orgs and keys exist.
    default Reason towardsPresenter() {
        return this instanceof UnknownKey ? new BadSignature() : this;
    }

    /// Nothing is known about the presenter; these facts stand in the presented text.
    sealed interface Unproven extends Reason {}

    /// The state feed is too old to answer from, so the answer is no.
    record FeedStale() implements Reason {
        @Override
        public String slug() {
            return "feed-stale";
        }

        @Override
        public String detail() {
            return "The verifier's state is not fresh enough to answer; try again.";
        }
    }

    /// The root signature was right.
    sealed interface Proven extends Reason
            permits Undischarged,
                    UnknownCaveat,
                    Revoked,
                    RevokedCopy,
                    Suspended,
                    SessionEnded,
                    WrongOrg,
                    ResourceDenied,
                    MethodDenied,
                    Expired,
                    AccessDenied,
                    IpDenied,
                    Steered {}

    /// Cut off; see [TokenReading.Truncated].
    record Truncated(int presented, int needed, boolean exact) implements Unproven {
        @Override
        public String slug() {
            return "truncated";
        }

        @Override
        public String detail() {
            return "The token is cut off: " + presented + " of " + (exact ? "" : "at least ") + needed + " characters.";
        }
    }

    /// Against the grammar; see [TokenReading.Malformed].
    record Malformed(String rule, int at) implements Unproven {
        @Override
        public String slug() {
            return "malformed";
        }

        @Override
        public String detail() {
            return "This is not a token: it breaks the rule " + rule + " at character " + at + '.';
        }
    }

    /// Complete, but its parts do not belong together; see [TokenReading.Mistyped].
    record Mistyped(String sentence) implements Unproven {
        @Override
        public String slug() {
            return "mistyped";
        }

        @Override
        public String detail() {
            return sentence;
        }
    }

    /// No such key. For metrics and authenticated callers; see [#towardsPresenter].
    record UnknownKey() implements Unproven {
        @Override
        public String slug() {
            return "unknown-key";
        }

        @Override
        public String detail() {
            return "No key of this name is in use.";
        }
    }

    /// The chain is not the one the key makes. Nothing more is ever told.
    record BadSignature() implements Unproven {
        @Override
        public String slug() {
            return "bad-signature";
        }

        @Override
        public String detail() {
            return "The signature does not belong to this token.";
        }
    }

    /// Third parties have not vouched.
    ///
    /// @param tickets the caveat ids a discharge is wanted for
    record Undischarged(List<String> tickets) implements Proven {
        public Undischarged {
            tickets = List.copyOf(tickets);
        }

        @Override
        public String slug() {
            return "undischarged";
        }

        @Override
        public String detail() {
            return tickets.isEmpty()
                    ? "A discharge was presented that no caveat of the token asks for."
                    : "The token wants a discharge that was not presented, for " + tickets.size() + " caveat"
                            + (tickets.size() == 1 ? "." : "s.");
        }
    }

    /// A caveat that is not on the list can be passed on and never satisfied.
    ///
    /// @param index which caveat of the token, the first being 1
    /// @param text the predicate, printable ASCII
    record UnknownCaveat(int index, String text) implements Proven {
        @Override
        public String slug() {
            return "unknown-caveat";
        }

        @Override
        public String detail() {
            return "Caveat " + index + " is not understood: " + text;
        }
    }

    /// The token or the key generation it hangs on was ended for good.
    record Revoked(Instant since, Standing.Revoked.What what) implements Proven {
        @Override
        public String slug() {
            return "revoked";
        }

        @Override
        public String detail() {
            return switch (what) {
                case TOKEN -> "The token was revoked at " + since + '.';
                case KEY_GENERATION -> "The key generation of the token was retired at " + since + '.';
            };
        }
    }

    /// This copy of the token, or one it was narrowed from, was ended for good; other copies are not.
    record RevokedCopy() implements Proven {
        @Override
        public String slug() {
            return "revoked";
        }

        @Override
        public String detail() {
            return "This copy of the token, or one it was narrowed from, was revoked.";
        }
    }

    /// Stopped until somebody lets it go on.
    record Suspended(Instant since) implements Proven {
        @Override
        public String slug() {
            return "suspended";
        }

        @Override
        public String detail() {
            return "The token has been suspended since " + since + ". It can be resumed.";
        }
    }

    /// A login the token hangs on is over.
    ///
    /// @param since when it ended; empty if only its age or a start in the future says so
    record SessionEnded(Optional<Instant> since) implements Proven {
        @Override
        public String slug() {
            return "session-ended";
        }

        @Override
        public String detail() {
            return since.map(instant -> "The session the token hangs on ended at " + instant + '.')
                    .orElse("The session the token hangs on is over.");
        }
    }

    /// Another org than the token's.
    ///
    /// @param asked the org the request named; empty if the token's own `org` caveats are at fault
    record WrongOrg(Optional<OrgHandle> asked, OrgHandle allowed) implements Proven {
        @Override
        public String slug() {
            return "wrong-org";
        }

        @Override
        public String detail() {
            return asked.map(org -> "The request is about org " + org + ", the token is for org " + allowed + '.')
                    .orElse("The token must name its org " + allowed + " once, as its first caveat.");
        }
    }

    /// A resource outside the token's reach, or none stated.
    ///
    /// @param asked the resource of the request, if it stated one
    record ResourceDenied(Optional<Resource> asked, Reach allowed) implements Proven {
        @Override
        public String slug() {
            return "resource-denied";
        }

        @Override
        public String detail() {
            return asked.map(resource -> "The request touches " + resource).orElse("The request names no resource")
                    + ", the token reaches " + Words.reach(allowed) + '.';
        }
    }

    /// A method the token does not allow, or none stated.
    ///
    /// @param asked the method of the request, if it stated one
    record MethodDenied(Optional<String> asked, NavigableSet<String> allowed) implements Proven {
        @Override
        public String slug() {
            return "method-denied";
        }

        @Override
        public String detail() {
            return asked.filter(Caveat.Methods::isVerb)
                            .map(method -> "The request's method is " + method)
                            .orElse("The request names no valid method")
                    + ", the token allows " + Words.list(allowed) + '.';
        }
    }

    /// Past the earliest instant any caveat set.
    ///
    /// @param end the first instant at which the token no longer held
    /// @param origin whose restriction it was
    record Expired(Instant end, Origin origin) implements Proven {
        /// Where a restriction came from.
        public enum Origin {
            ISSUED,
            APPENDED,
            RESTRICTION
        }

        @Override
        public String slug() {
            return "expired";
        }

        @Override
        public String detail() {
            return switch (origin) {
                case ISSUED -> "The token expired at " + end + ", as issued.";
                case APPENDED -> "The token expired at " + end + ", by a caveat appended since issue.";
                case RESTRICTION -> "The token expired at " + end + ", by a restriction set on it.";
            };
        }
    }

    /// The request needs write, the caveats leave read.
    record AccessDenied(Access has, Access needs) implements Proven {
        @Override
        public String slug() {
            return "access-denied";
        }

        @Override
        public String detail() {
            return "The request needs " + needs.slug() + ", the token has " + has.slug() + '.';
        }
    }

    /// From outside the networks the token is tied to, or from nowhere stated.
    ///
    /// @param seen the address of the request, if it stated one
    record IpDenied(Optional<ClientIp> seen, List<List<Network>> allowed) implements Proven {
        public IpDenied {
            allowed = List.copyOf(allowed);
        }

        @Override
        public String slug() {
            return "ip-denied";
        }

        @Override
        public String detail() {
            return seen.map(ip -> "The request comes from " + ip).orElse("The request names no address")
                    + ", the token may be used from " + Words.networks(allowed) + '.';
        }
    }
}
