package dev.latchkey.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReasonTest {
    private static final Instant AT = Instant.parse("2026-10-01T08:00:00Z");
    private static final OrgHandle ACME = new OrgHandle("acme");
    private static final Resource WEB = new Resource("apps/web");

    static List<Arguments> reasons() {
        return List.of(
                said(
                        new Reason.Truncated(116, 185, false),
                        "truncated",
                        "The token is cut off: 116 of at least 185 characters."),
                said(new Reason.Truncated(225, 231, true), "truncated", "The token is cut off: 225 of 231 characters."),
                said(
                        new Reason.Malformed("field-order", 9),
                        "malformed",
                        "This is not a token: it breaks the rule field-order at character 9."),
                said(
                        new Reason.Mistyped(TokenText.SPLICED_SUFFIX),
                        "mistyped",
                        "mistyped or spliced: the last six characters do not belong to this token"),
                said(new Reason.UnknownKey(), "unknown-key", "No key of this name is in use."),
                said(new Reason.BadSignature(), "bad-signature", "The signature does not belong to this token."),
                said(
                        new Reason.FeedStale(),
                        "feed-stale",
                        "The verifier's state is not fresh enough to answer; try again."),
                said(
                        new Reason.Undischarged(List.of("a")),
                        "undischarged",
                        "The token wants a discharge that was not presented, for 1 caveat."),
                said(
                        new Reason.Undischarged(List.of("a", "b")),
                        "undischarged",
                        "The token wants a discharge that was not presented, for 2 caveats."),
                said(
                        new Reason.UnknownCaveat(3, "role = admin"),
                        "unknown-caveat",
                        "Caveat 3 is not understood: role = admin"),
                said(
                        new Reason.Revoked(AT, Standing.Revoked.What.TOKEN),
                        "revoked",
                        "The token was revoked at 2026-10-01T08:00:00Z."),
                said(
                        new Reason.Revoked(AT, Standing.Revoked.What.KEY_GENERATION),
                        "revoked",
                        "The key generation of the token was retired at 2026-10-01T08:00:00Z."),
                said(
                        new Reason.Suspended(AT),
                        "suspended",
                        "The token has been suspended since 2026-10-01T08:00:00Z. It can be resumed."),
                said(
                        new Reason.SessionEnded(Optional.of(AT)),
                        "session-ended",
                        "The session the token hangs on ended at 2026-10-01T08:00:00Z."),
                said(
                        new Reason.SessionEnded(Optional.empty()),
                        "session-ended",
                        "The session the token hangs on is over."),
                said(
                        new Reason.WrongOrg(Optional.of(new OrgHandle("umbrella")), ACME),
                        "wrong-org",
                        "The request is about org umbrella, the token is for org acme."),
                said(
                        new Reason.WrongOrg(Optional.empty(), ACME),
                        "wrong-org",
                        "The token must name its org acme once, as its first caveat."),
                said(
                        new Reason.ResourceDenied(Optional.of(WEB), new Reach.Integrators()),
                        "resource-denied",
                        "The request touches apps/web, the token reaches everything but latchkey/."),
                said(
                        new Reason.ResourceDenied(Optional.empty(), new Reach.Under(List.of(WEB, new Resource("db")))),
                        "resource-denied",
                        "The request names no resource, the token reaches apps/web, db."),
                said(
                        new Reason.ResourceDenied(Optional.of(WEB), new Reach.Under(List.of())),
                        "resource-denied",
                        "The request touches apps/web, the token reaches nothing."),
                said(
                        new Reason.MethodDenied(Optional.of("PUT"), new TreeSet<>(Set.of("GET", "HEAD"))),
                        "method-denied",
                        "The request's method is PUT, the token allows GET, HEAD."),
                said(
                        new Reason.MethodDenied(Optional.of("<script>"), new TreeSet<>()),
                        "method-denied",
                        "The request names no valid method, the token allows nothing."),
                said(
                        new Reason.Expired(AT, Reason.Expired.Origin.ISSUED),
                        "expired",
                        "The token expired at 2026-10-01T08:00:00Z, as issued."),
                said(
                        new Reason.Expired(AT, Reason.Expired.Origin.APPENDED),
                        "expired",
                        "The token expired at 2026-10-01T08:00:00Z, by a caveat appended since issue."),
                said(
                        new Reason.Expired(AT, Reason.Expired.Origin.RESTRICTION),
                        "expired",
                        "The token expired at 2026-10-01T08:00:00Z, by a restriction set on it."),
                said(
                        new Reason.AccessDenied(Access.READ, Access.WRITE),
                        "access-denied",
                        "The request needs write, the token has read."),
                said(
                        new Reason.IpDenied(
                                ClientIp.parse("::ffff:198.51.100.9"),
                                List.of(networks("203.0.113.0/24", "2001:db8::/32"), networks("203.0.0.0/8"))),
                        "ip-denied",
                        "The request comes from 198.51.100.9, the token may be used from"
                                + " 203.0.113.0/24, 2001:db8::/32 and at once 203.0.0.0/8."),
                said(
                        new Reason.IpDenied(Optional.empty(), List.of(networks("10.0.0.0/8"))),
                        "ip-denied",
                        "The request names no address, the token may be used from 10.0.0.0/8."));
    }

    @ParameterizedTest
    @MethodSource("reasons")
    void aReasonHasASlugAndASentence(Reason reason, String slug, String detail) {
        assertThat(reason.slug()).isEqualTo(slug);
        assertThat(reason.detail()).isEqualTo(detail);
        if (!(reason instanceof Reason.UnknownKey)) {
            assertThat(reason.towardsPresenter()).isSameAs(reason);
        }
    }

    private static Arguments said(Reason reason, String slug, String detail) {
        return Arguments.of(reason, slug, detail);
    }

    private static List<Network> networks(String... texts) {
        return List.of(texts).stream()
                .map(text -> Network.parse(text).orElseThrow())
                .toList();
    }
}
