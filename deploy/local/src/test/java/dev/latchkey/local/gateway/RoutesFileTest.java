package dev.latchkey.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutesFileTest {
    private static final Path REAL = Path.of("../kubernetes/base/routes.yaml");
    private static final Set<String> SERVICES = Set.of("token-service", "audit-service", "session-service");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "/v1/tokens, token-service",
        "/v1/tokens/tok_0/revoke, token-service",
        "/v1/verify, token-service",
        "/v1/verify/batch, token-service",
        "/v1/forward-auth, token-service",
        "/v1/whoami, token-service",
        "/v1/leaks, token-service",
        "/v1/leaks/github, token-service",
        "/v1/usage/tokens, audit-service",
        "/v1/audit, audit-service",
        "/v1/orgs/acme/members, session-service",
        "/v1/people/me, session-service",
        "/v1/sessions/current/tokens, session-service",
        "/v1/discharges/keys, session-service",
        "/v1/whoami/x, session-service",
        "/v1/tokensmith, session-service",
        "/, session-service",
        "/q/health, session-service",
        "/internal/v1/tokens,"
    })
    void theRealTableRoutesEachPathToItsService(String path, String service) throws Exception {
        // given
        var table = RoutesFile.read(REAL, SERVICES);

        // when
        var found =
                table.routeFor((RequestTarget.Clean) RequestTarget.read(path)).map(RouteTable.Route::service);

        // then
        assertThat(found).isEqualTo(Optional.ofNullable(service));
    }

    @Test
    void theRealTableIsAnHttpRouteOfTheGatewayApiWithoutUnknownFields() throws Exception {
        // when
        var route = new YAMLMapper().readValue(REAL.toFile(), HTTPRoute.class);

        // then
        assertThat(route.getAdditionalProperties()).isEmpty();
        assertThat(route.getSpec().getAdditionalProperties()).isEmpty();
        assertThat(route.getSpec().getRules()).hasSizeBetween(1, 16).allSatisfy(rule -> {
            assertThat(rule.getAdditionalProperties()).isEmpty();
            assertThat(rule.getMatches())
                    .allSatisfy(
                            match -> assertThat(match.getAdditionalProperties()).isEmpty());
            assertThat(rule.getFilters()).singleElement().satisfies(filter -> {
                assertThat(filter.getAdditionalProperties()).isEmpty();
                assertThat(filter.getRequestHeaderModifier().getAdditionalProperties())
                        .isEmpty();
                assertThat(filter.getRequestHeaderModifier().getRemove()).contains("Latchkey-Person");
            });
            assertThat(rule.getBackendRefs())
                    .allSatisfy(backend ->
                            assertThat(backend.getAdditionalProperties()).isEmpty());
        });
    }

    @Test
    void severalDocumentsMakeOneTable() throws Exception {
        // given
        var more = Files.readString(REAL).replace("/v1/audit", "/v1/more");

        // when
        var table = RoutesFile.read(write(Files.readString(REAL) + "\n---\n" + more), SERVICES);

        // then
        for (var path : List.of("audit", "more")) {
            assertThat(table.routeFor(new RequestTarget.Clean(List.of("v1", path)))
                            .map(RouteTable.Route::service))
                    .contains("audit-service");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kind: HTTPRoute | kind: GRPCRoute | kind is not HTTPRoute",
                "gateway.networking.k8s.io/v1 | gateway.networking.k8s.io/v1beta1 | apiVersion is not",
                "spec: | specs: | spec is missing",
                "  name: latchkey | '  nmae: latchkey' | metadata.name is missing",
                "PathPrefix, value: /v1/verify | RegularExpression, value: /v1/verify | a path is matched by",
                "PathPrefix, value: /v1/verify | PathPrefix, value: /v1/../verify | not a clean path",
                "PathPrefix, value: /v1/verify | PathPrefix, value: /internal/v1 | a route under /internal",
                "value: /v1/verify} | value: /v1/verify}\\n          method: GET | Unrecognized field \"method\"",
                "name: token-service | name: oauth-service | no service oauth-service runs here",
                "parentRefs: | hostnames: [a.example]\\n  parentRefs: | Unrecognized field \"hostnames\"",
                "port: 8080 | port: 8080\\n          prot: 1 | Unrecognized field \"prot\"",
                "type: RequestHeaderModifier | type: RequestMirror | a filter is a RequestHeaderModifier",
                "remove: [Cookie, Latchkey-Person] | remove: [Cookie], set: [] | Unrecognized field \"set\"",
                "port: 8080 | port: 8080\\n          weight: 5 | Unrecognized field \"weight\"",
                "port: 8080 | port: 8080\\n        - name: audit-service\\n          port: 8080 | exactly one backend",
                "kind: HTTPRoute | kind: HTTPRoute\\nkind: HTTPRoute | Duplicate"
            })
    void aTableThatAsksForMoreThanThisGatewayDoesIsRefused(String text, String instead, String complaint)
            throws Exception {
        // given
        var changed = Files.readString(REAL)
                .replaceFirst(Pattern.quote(text), Matcher.quoteReplacement(instead.replace("\\n", "\n")));
        assertThat(changed).isNotEqualTo(Files.readString(REAL));
        var file = write(changed);

        // when, then
        assertThatIOException()
                .isThrownBy(() -> RoutesFile.read(file, SERVICES))
                .withMessageStartingWith(file + " is not a route table: ")
                .withMessageContaining(complaint);
    }

    @Test
    void anEmptyFileIsNoTable() throws Exception {
        // given
        var file = write("");

        // when, then
        assertThatIOException()
                .isThrownBy(() -> RoutesFile.read(file, SERVICES))
                .withMessage(file + " is not a route table: it has no route");
    }

    private Path write(String text) throws Exception {
        return Files.writeString(directory.resolve("routes.yaml"), text);
    }
}
