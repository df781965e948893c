package dev.latchkey.access;

import static dev.latchkey.access.Decisions.ORG;
import static dev.latchkey.access.Decisions.UMBRELLA;
import static dev.latchkey.access.Decisions.comingFrom;
import static dev.latchkey.access.Decisions.method;
import static dev.latchkey.access.Decisions.minted;
import static dev.latchkey.access.Decisions.orgOutOfPlace;
import static dev.latchkey.access.Decisions.parsed;
import static dev.latchkey.access.Decisions.raw;
import static dev.latchkey.access.Decisions.reason;
import static dev.latchkey.access.Decisions.verify;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Each caveat against the request, with what it allows beside what it refuses.
class CaveatChecksTest {

    @Test
    void orgIsFirstSingleAndTrue() {
        // given
        String access = "access = write";
        String acme = "org = acme";
        String other = "org = umbrella";

        // then
        assertThat(reason(raw(access), KnownTokens.read())).isEqualTo(orgOutOfPlace());
        assertThat(reason(raw(access, acme), KnownTokens.read())).isEqualTo(orgOutOfPlace());
        assertThat(reason(raw(acme, acme), KnownTokens.read())).isEqualTo(orgOutOfPlace());
        assertThat(reason(raw(acme, other), KnownTokens.read())).isEqualTo(orgOutOfPlace());
        assertThat(reason(raw(other), KnownTokens.read())).isEqualTo(orgOutOfPlace());
        assertThat(reason(raw(other), AccessRequest.of(new OrgFact.Named(UMBRELLA), Access.READ)))
                .isEqualTo(orgOutOfPlace());
        assertThat(reason(raw(acme), AccessRequest.of(new OrgFact.Named(UMBRELLA), Access.READ)))
                .isEqualTo(new Reason.WrongOrg(Optional.of(UMBRELLA), KnownTokens.ACME));
        assertThat(verify(raw(acme), KnownTokens.read())).isInstanceOf(Verdict.Allowed.class);
        assertThat(verify(raw(acme), AccessRequest.of(new OrgFact.TheTokens(), Access.READ)))
                .isInstanceOf(Verdict.Allowed.class);
    }

    @Test
    void timeIsExact() {
        // given
        Token token = minted(new Caveat.Before(KnownTokens.NOW.plusNanos(1)));

        // then
        assertThat(verify(token, KnownTokens.read())).isInstanceOf(Verdict.Allowed.class);
        assertThat(reason(minted(new Caveat.Before(KnownTokens.NOW)), KnownTokens.read()))
                .isEqualTo(new Reason.Expired(KnownTokens.NOW, Reason.Expired.Origin.ISSUED));
        assertThat(reason(token.narrow(new Caveat.Before(KnownTokens.NOW)), KnownTokens.read()))
                .isEqualTo(new Reason.Expired(KnownTokens.NOW, Reason.Expired.Origin.APPENDED));
        assertThat(reason(
                        minted(new Caveat.Before(KnownTokens.NOW))
                                .narrow(new Caveat.Before(KnownTokens.NOW.plusSeconds(9))),
                        KnownTokens.read()))
                .isEqualTo(new Reason.Expired(KnownTokens.NOW, Reason.Expired.Origin.ISSUED));
    }

    @Test
    void addressesAreNotWords() {
        // given
        Token token = minted(parsed("ip in 203.0.113.0/24"), parsed("ip in 203.0.0.0/8 2001:db8::/32"));

        // then
        assertThat(verify(token, comingFrom("203.0.113.9"))).isInstanceOf(Verdict.Allowed.class);
        assertThat(verify(token, comingFrom("::ffff:203.0.113.9"))).isInstanceOf(Verdict.Allowed.class);
        for (String elsewhere : List.of("203.0.114.1", "2001:db8::1", "localhost", "010.0.0.1", "")) {
            assertThat(reason(token, comingFrom(elsewhere)).slug()).isEqualTo("ip-denied");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"apps/website", "apps", "apps/web/..", "apps/web%2Fx", "", "Apps/web", "/apps/web", "apps/web/"})
    void resourceStopsAtSegments(String resource) {
        // given
        Token token = minted(parsed("resource = apps/web"));
        AccessRequest inside = KnownTokens.write("apps/web/x");
        AccessRequest asked = KnownTokens.write(resource);

        // then
        assertThat(verify(token, inside)).isInstanceOf(Verdict.Allowed.class);
        assertThat(reason(token, asked))
                .isEqualTo(new Reason.ResourceDenied(
                        Resource.parse(resource), new Reach.Under(List.of(new Resource("apps/web")))));
    }

    @ParameterizedTest
    @CsvSource({"resource = apps,resource-denied", "ip in 0.0.0.0/0 ::/0,ip-denied", "method in GET,method-denied"})
    void aMissingFactIsRefused(String caveat, String slug) {
        // when
        Reason reason = reason(minted(parsed(caveat)), KnownTokens.read());

        // then
        assertThat(reason.slug()).isEqualTo(slug);
    }

    @Test
    void methodsAreExact() {
        // given
        Token token = minted(parsed("method in GET POST"), parsed("method in GET DELETE"));

        // then
        assertThat(verify(token, method("GET"))).isInstanceOf(Verdict.Allowed.class);
        for (String other : List.of("HEAD", "POST", "DELETE", "get", "Get", "")) {
            assertThat(reason(token, method(other)))
                    .isEqualTo(new Reason.MethodDenied(Optional.of(other), new TreeSet<>(Set.of("GET"))));
        }
    }

    @Test
    void writeIncludesReadAndNotTheOtherWayRound() {
        // given
        AccessRequest write = AccessRequest.of(new OrgFact.TheTokens(), Access.WRITE);

        // then
        assertThat(verify(minted(), write)).isInstanceOf(Verdict.Allowed.class);
        assertThat(verify(minted(new Caveat.AtMost(Access.WRITE)), KnownTokens.read()))
                .isInstanceOf(Verdict.Allowed.class);
        assertThat(reason(minted(new Caveat.AtMost(Access.READ)), write))
                .isEqualTo(new Reason.AccessDenied(Access.READ, Access.WRITE));
    }

    @Test
    void anOauthTokenWithoutResourceReachesOnlyTheIntegrators() {
        // given
        Identity app = new Identity.App(
                new KeyId(KnownTokens.ACME, 1), new TokenId("01m3tc5h002vj960vqahq9znxq"), new AppId("2wpevjq4ehtb"));
        Token free = Token.mint(KnownTokens.key(), app, List.of(ORG));
        Token bound = Token.mint(KnownTokens.key(), app, List.of(ORG, parsed("resource = latchkey/userinfo")));
        AccessRequest userinfo = KnownTokens.write("latchkey/userinfo");

        // then
        assertThat(verify(free, KnownTokens.write("apps/web"))).isInstanceOf(Verdict.Allowed.class);
        assertThat(verify(free, KnownTokens.write("latchkeys"))).isInstanceOf(Verdict.Allowed.class);
        assertThat(verify(free, KnownTokens.read())).isInstanceOf(Verdict.Allowed.class);
        assertThat(verify(bound, userinfo)).isInstanceOf(Verdict.Allowed.class);
        assertThat(verify(minted(), userinfo)).isInstanceOf(Verdict.Allowed.class);
        assertThat(reason(free, userinfo).slug()).isEqualTo("resource-denied");
        assertThat(reason(free, KnownTokens.write("latchkey")).slug()).isEqualTo("resource-denied");
        assertThat(reason(free.narrow(parsed("resource = latchkey/userinfo")), userinfo))
                .isEqualTo(new Reason.ResourceDenied(
                        Optional.of(new Resource("latchkey/userinfo")), new Reach.Under(List.of())));
    }
}
