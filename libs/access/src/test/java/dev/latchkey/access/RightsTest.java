package dev.latchkey.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RightsTest {

    @ParameterizedTest
    @CsvSource({
        "access = write,access = read,false",
        "access = read,access = write,true",
        "resource = apps,resource = apps/web,false",
        "resource = apps/website,resource = apps/web,false",
        "resource = apps/web/x,resource = apps/web,true",
        "resource in apps/web db,resource = apps/web,false",
        "time-before 2027-01-02T00:00:00Z,time-before 2027-01-01T00:00:00Z,false",
        "time-before 2027-01-01T00:00:00Z,time-before 2027-01-01T00:00:00Z,true",
        "ip in 10.0.0.0/8,ip in 10.1.0.0/16,false",
        "ip in 10.1.0.0/16,ip in 10.0.0.0/8,true",
        "ip in 10.1.0.0/16 11.0.0.0/8,ip in 10.0.0.0/8,false",
        "method in GET PUT,method in GET,false",
        "method in GET,method in GET PUT,true",
        "session = ses_1nbw4r0mxfe81y,session = ses_1nbw4r0mxfe81z,false",
        "session = ses_1nbw4r0mxfe81y,session = ses_1nbw4r0mxfe81y,true"
    })
    void withinComparesEachRestriction(String inner, String outer, boolean within) {
        assertThat(issuedWith(inner).within(issuedWith(outer))).isEqualTo(within);
        assertThat(issuedWith(inner).within(issuedWith("access = write"))).isTrue();
        assertThat(issuedWith("access = write").within(issuedWith(outer))).isEqualTo(outer.equals("access = write"));
    }

    @Test
    void anotherOrgIsNeverWithin() {
        // given
        Rights theirs = Rights.ofIssued(Kind.PERSONAL, new OrgHandle("umbrella"), List.of());

        // then
        assertThat(theirs.within(Rights.ofIssued(Kind.PERSONAL, KnownTokens.ACME, List.of())))
                .isFalse();
    }

    @Test
    void latchkeysOwnPathsAreOutsideAnUnboundOauthToken() {
        // given
        Rights outer = Rights.ofIssued(Kind.OAUTH, KnownTokens.ACME, List.of());

        // then
        assertThat(issuedWith("resource = apps").within(outer)).isTrue();
        assertThat(issuedWith("resource = latchkey/tokens").within(outer)).isFalse();
        assertThat(issuedWith("access = write").within(outer)).isFalse();
        assertThat(outer.within(issuedWith("access = write"))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "resource = apps,resource = db,true",
        "resource = apps,resource = apps/web,false",
        "method in GET,method in PUT,true",
        "method in GET,method in GET,false",
        "ip in 10.0.0.0/8,ip in 11.0.0.0/8,true",
        "ip in 10.0.0.0/8,ip in 11.0.0.0/8 10.1.0.0/16,false",
        "ip in 0.0.0.0/0,ip in ::/0,true"
    })
    void contradictingCaveatsAllowNothing(String first, String second, boolean nothing) {
        assertThat(Rights.ofIssued(
                                Kind.PERSONAL,
                                KnownTokens.ACME,
                                List.of(
                                        Caveat.parse(first).orElseThrow(),
                                        Caveat.parse(second).orElseThrow()))
                        .allowsNothing())
                .isEqualTo(nothing);
    }

    @Test
    void longListsDoNotMultiply() {
        // given: what a holder can append at most
        Caveat networks = new Caveat.From(
                Collections.nCopies(24, Network.parse("1.0.0.0/8").orElseThrow()));
        Rights rights = Rights.ofIssued(Kind.PERSONAL, KnownTokens.ACME, Collections.nCopies(32, networks));

        // when: with every pair kept this would be 24 to the power of 32
        boolean nothing = rights.allowsNothing();

        // then
        assertThat(nothing).isFalse();
        assertThat(rights.within(rights)).isTrue();
    }

    private static Rights issuedWith(String predicate) {
        return Rights.ofIssued(
                Kind.PERSONAL, KnownTokens.ACME, List.of(Caveat.parse(predicate).orElseThrow()));
    }
}
