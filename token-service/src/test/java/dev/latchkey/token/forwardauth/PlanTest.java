package dev.latchkey.token.forwardauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.latchkey.access.OrgFact;
import dev.latchkey.access.OrgHandle;
import dev.latchkey.access.Resource;
import dev.latchkey.kit.problem.InvalidRequestException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlanTest {
    private static final Map<String, String> HEADERS = Map.of("X-App", "api", "X-Path", "api/keys", "X-Org", "globex");

    private static Optional<String> header(String name) {
        return Optional.ofNullable(HEADERS.get(name));
    }

    private static Optional<Resource> resource(String template, String path) {
        return ResourceRule.parse(template).orElseThrow().of(new Original("GET", false, path), PlanTest::header);
    }

    @ParameterizedTest
    @CsvSource({
        "(1*),/apps/web,apps/web",
        "apps/(2),/v1/web/builds,apps/web",
        "apps/(2*),/v1/web/builds,apps/web/builds",
        "apps/(2*),/v1,apps",
        "apps/(X-App),/any,apps/api",
        "(2)/(1),/a/b,b/a",
        "apps/web,/anything,apps/web"
    })
    void aTemplateIsFilledFromThePath(String template, String path, String resource) {
        assertThat(resource(template, path)).contains(new Resource(resource));
    }

    @ParameterizedTest
    @CsvSource({
        "(1*),/",
        "apps/(2),/v1",
        "apps/(X-Absent),/v1",
        "apps/(X-Path),/v1",
        "(1*),/apps/web/",
        "(1*),//apps/web",
        "(1*),/apps//web",
        "apps/(2),/v1/web/../api",
        "apps/(2),/v1/web/..%2fapi",
        "apps/(2),/v1/web/%2e%2e/api",
        "apps/(2),/v1/web/./api",
        "apps/(2),/v1/web;x=y",
        "apps/(2),/v1/web\\api",
        "apps/(2),/v1/we%62",
        "apps/(2),/v1/web#top",
        "apps/web,/v1/../admin"
    })
    void aPathThatCanBeReadInTwoWaysIsAboutNoResource(String template, String path) {
        assertThat(resource(template, path)).isEmpty();
    }

    @Test
    void aVeryLongPathIsAboutNoResource() {
        assertThat(resource("apps/(1)", "/web" + "/a".repeat(16))).isEmpty();
        assertThat(resource("apps/(1)", "/web/" + "a".repeat(64) + "/" + "b".repeat(64) + "/" + "c".repeat(68)))
                .isEmpty();
        assertThat(resource("apps/(1)", "/web/" + "a".repeat(64))).contains(new Resource("apps/web"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "/apps", "apps/", "a//b", "(0)", "(17)", "(01)", "(1", "(1*)/a", "..", "a%2Fb", "()", "(*)"})
    void whatIsNoTemplateIsRefused(String template) {
        assertThat(ResourceRule.parse(template)).isEmpty();
    }

    @Test
    void theOrgComesFromWhereTheOperatorSays() {
        var original = new Original("GET", false, "/acme/apps");

        assertThat(org("initech", original)).contains(new OrgFact.Named(new OrgHandle("initech")));
        assertThat(org("(1)", original)).contains(new OrgFact.Named(new OrgHandle("acme")));
        assertThat(org("(X-Org)", original)).contains(new OrgFact.Named(new OrgHandle("globex")));
        assertThat(org("*", original)).contains(new OrgFact.TheTokens());
        assertThat(org("(3)", original)).isEmpty();
        assertThat(org("(X-Absent)", original)).isEmpty();
        assertThat(org("(X-Path)", original)).isEmpty();
        assertThat(org("(1)", new Original("GET", false, "/acme/../globex"))).isEmpty();
        assertThat(org("(1)", new Original("GET", false, "/NOT/an/org"))).isEmpty();
    }

    private static Optional<OrgFact> org(String rule, Original original) {
        return OrgRule.parse(rule).orElseThrow().of(original, PlanTest::header);
    }

    @Test
    void thePlanEndsWhereTheClientsTargetBegins() {
        // when
        var plan = Plan.of("/v1/forward-auth?proxy=envoy&org=acme&uri=/apps?a=b&org=globex&proxy=nginx&uri=/x");

        // then
        assertThat(plan.org()).isEqualTo(OrgRule.parse("acme").orElseThrow());
        assertThat(plan.proxy()).isEqualTo(Proxy.ENVOY);
        assertThat(plan.uri()).contains("/apps?a=b&org=globex&proxy=nginx&uri=/x");
    }

    @Test
    void onlyNginxIsAnsweredWithFewStatusesUnlessToldOtherwise() {
        assertThat(Plan.of("?proxy=nginx&org=*").fold()).isTrue();
        assertThat(Plan.of("?proxy=nginx&org=*&fold=false").fold()).isFalse();
        assertThat(Plan.of("?proxy=traefik&org=*").fold()).isFalse();
        assertThat(Plan.of("?proxy=traefik&org=*&fold=true").fold()).isTrue();
        assertThat(Plan.of("?proxy=envoy&org=*&uri=/").fold()).isFalse();
    }

    @Test
    void encodedParenthesesAreParentheses() {
        assertThat(Plan.of("?proxy=nginx&org=%281%29&resource=apps%2F%282%29"))
                .isEqualTo(Plan.of("?proxy=nginx&org=(1)&resource=apps/(2)"));
    }

    @ParameterizedTest
    @CsvSource({
        "'',proxy",
        "?org=acme,proxy",
        "?proxy=apache&org=acme,proxy",
        "?proxy=NGINX&org=acme,proxy",
        "?proxy=nginx,org",
        "?proxy=nginx&org=,org",
        "?proxy=nginx&org=NOT,org",
        "?proxy=nginx&org=(1*),org",
        "?proxy=nginx&org=%zz,org",
        "?proxy=nginx&org=a&org=acme,org",
        "?proxy=nginx&org=acme&org=acme,org",
        "?proxy=nginx&org=acme&resource=a//b,resource",
        "?proxy=nginx&org=acme&ip=a b,ip",
        "?proxy=nginx&org=acme&fold=yes,fold",
        "?proxy=nginx&org=acme&colour=red,query",
        "?proxy=nginx&org=acme&&fold=true,query",
        "?proxy=nginx&org=acme&uri=/x,uri",
        "?proxy=envoy&org=acme,uri"
    })
    void eachBadParameterIsNamed(String query, String field) {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> Plan.of("/v1/forward-auth" + query))
                .satisfies(refused -> assertThat(refused.problem().field()).isEqualTo(field));
    }
}
