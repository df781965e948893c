package dev.latchkey.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.latchkey.local.gateway.RouteTable.Route;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RouteTableTest {
    private final RouteTable table = new RouteTable(List.of(
            new Route(false, List.of(), "session-service", Set.of()),
            new Route(false, List.of("v1", "tokens"), "token-service", Set.of()),
            new Route(false, List.of("v1", "tokens", "deep"), "audit-service", Set.of()),
            new Route(true, List.of("v1", "tokens", "deep"), "oauth-service", Set.of())));

    @Test
    void aPrefixEndsAtASegment() {
        assertThat(serviceFor("/v1/tokens")).contains("token-service");
        assertThat(serviceFor("/v1/tokens/tok_0/revoke")).contains("token-service");
        assertThat(serviceFor("/v1/tokensmith")).contains("session-service");
    }

    @Test
    void anExactMatchGoesBeforeALongerPrefixAndThatBeforeAShorterOne() {
        assertThat(serviceFor("/v1/tokens/deep")).contains("oauth-service");
        assertThat(serviceFor("/v1/tokens/deep/er")).contains("audit-service");
    }

    @Test
    void internalIsNotServedEvenByARouteForEverything() {
        assertThat(serviceFor("/")).contains("session-service");
        assertThat(serviceFor("/internal")).isEmpty();
        assertThat(serviceFor("/internal/v1/tokens")).isEmpty();
        assertThat(serviceFor("/%69nternal/v1/tokens")).isEmpty();
        assertThat(serviceFor("/internal;x=y/v1/tokens")).isEmpty();
    }

    @Test
    void noRouteLeadsToInternal() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Route(false, List.of("internal", "v1"), "token-service", Set.of()));
    }

    private Optional<String> serviceFor(String target) {
        return switch (RequestTarget.read(target)) {
            case RequestTarget.Clean path -> table.routeFor(path).map(Route::service);
            case RequestTarget.Hostile(var why) -> throw new AssertionError(why);
        };
    }
}
