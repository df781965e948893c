package dev.latchkey.audit.usage;

import dev.latchkey.access.Access;
import dev.latchkey.access.AppId;
import dev.latchkey.access.ClientIp;
import dev.latchkey.access.Fingerprint;
import dev.latchkey.access.Kind;
import dev.latchkey.access.OrgHandle;
import dev.latchkey.access.PersonId;
import dev.latchkey.access.Resource;
import dev.latchkey.access.SessionId;
import dev.latchkey.access.TokenId;
import dev.latchkey.audit.intake.Reading;
import dev.latchkey.audit.intake.Reading.Broken;
import dev.latchkey.audit.intake.Reading.Meant;
import dev.latchkey.audit.usage.ClockBound.Believed;
import dev.latchkey.audit.usage.ClockBound.TooOld;
import dev.latchkey.audit.usage.Use.Outcome;
import dev.latchkey.audit.usage.Use.Outcome.Accepted;
import dev.latchkey.audit.usage.Use.Outcome.Refused;
import dev.latchkey.events.TokenUsed;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Checks a usage event and makes it a [Use].
///
/// An event that fails a check is not one of ours, or our contract is broken: either way it is kept as a dead letter
/// for a person to look at.
final class UseReader {
    private static final long MOST_USES = 1_000_000_000L;
    private static final int MOST_PARTS = 100_000;
    private static final Pattern SLUG = Pattern.compile("[a-z][a-z0-9-]{0,39}");
    private static final Pattern NAME = Pattern.compile("[!-~]{1,128}");

    private record Check(String member, Predicate<TokenUsed> holds) {}

    private static final List<Check> CHECKS = List.of(
            new Check("token_id", used -> TokenId.parsePublic(used.tokenId()).isPresent()),
            new Check("org", used -> OrgHandle.parse(used.org()).isPresent()),
            new Check("kind", used -> Kind.parse(used.kind()).isPresent()),
            new Check("person_id", used -> told(used.personId(), PersonId::parsePublic)),
            new Check("app_id", used -> told(used.appId(), AppId::parsePublic)),
            new Check("session_id", used -> told(used.sessionId(), SessionId::parsePublic)),
            new Check("child", used -> isFingerprint(used.child())),
            new Check("ip", used -> told(used.ip(), ClientIp::parse)),
            new Check("reason", UseReader::hasReasonIfRefused),
            new Check("count", used -> used.count() <= MOST_USES),
            new Check("verifier", used -> NAME.matcher(used.verifier()).matches()),
            new Check("boot", used -> NAME.matcher(used.boot()).matches()),
            new Check("flush", used -> used.flush() >= 1),
            new Check("part", used -> used.part() >= 1 && used.part() <= used.parts() && used.parts() <= MOST_PARTS));

    private UseReader() {}

    /// Reads an event as it was delivered.
    ///
    /// @param heardAt the broker's time of the record
    static Reading<Use> read(TokenUsed used, int partition, Instant heardAt) {
        for (var check : CHECKS) {
            if (!check.holds.test(used)) {
                return new Broken<>("the member " + check.member + " is not of its form");
            }
        }
        return switch (ClockBound.of(used.lastAt(), heardAt)) {
            case TooOld() -> new Broken<>("it happened more than 7 days before it was sent");
            case Believed(var at, var suspect) ->
                new Meant<>(new Use(
                        new Use.Subject(
                                used.tokenId(),
                                used.org(),
                                used.kind(),
                                used.personId(),
                                used.appId(),
                                used.sessionId()),
                        source(used),
                        outcome(used),
                        used.count(),
                        at,
                        suspect,
                        new Use.Flush(used.verifier(), used.boot(), used.flush(), partition, used.part(), used.parts()),
                        heardAt));
        };
    }

    private static Use.Source source(TokenUsed used) {
        var ip = used.ip();
        var userAgent = used.userAgent();
        return new Use.Source(
                ip == null ? "" : ClientIp.parse(ip).map(ClientIp::text).orElse(""),
                userAgent == null ? "" : AgentText.escaped(userAgent));
    }

    private static Outcome outcome(TokenUsed used) {
        var reason = used.reason();
        return reason == null
                ? new Accepted(access(used.accesses()), resource(used.resources()), used.child())
                : new Refused(reason);
    }

    private static @Nullable String access(Map<String, Long> accesses) {
        return accesses.keySet().stream()
                .flatMap(asked -> Access.parse(asked).stream())
                .max(Comparator.naturalOrder())
                .map(Access::slug)
                .orElse(null);
    }

    /// Which of several was asked for last was coalesced away; the one asked for most says most. What the verifier
    /// counted
    /// together, and what is no path, is passed over.
    private static @Nullable String resource(Map<String, Long> resources) {
        return resources.entrySet().stream()
                .filter(asked -> Resource.parse(asked.getKey()).isPresent())
                .min(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse(null);
    }

    private static boolean hasReasonIfRefused(TokenUsed used) {
        var reason = used.reason();
        return switch (used.outcome()) {
            case ACCEPTED -> reason == null;
            case REFUSED -> reason != null && SLUG.matcher(reason).matches();
        };
    }

    private interface Parser {
        Optional<?> parse(String text);
    }

    private static boolean told(@Nullable String text, Parser parser) {
        return text == null || parser.parse(text).isPresent();
    }

    private static boolean isFingerprint(String text) {
        try {
            return !new Fingerprint(text).value().isEmpty();
        } catch (IllegalArgumentException refused) {
            return false;
        }
    }
}
