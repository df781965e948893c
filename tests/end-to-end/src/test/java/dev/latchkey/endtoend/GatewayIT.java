package dev.latchkey.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What services say among themselves cannot be said from outside.
@WithStack
@Order(3)
class GatewayIT {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/internal/v1/tokens",
                "//internal/v1/tokens",
                "/v1/tokens/../../internal/v1/tokens",
                "/v1/tokens/%2e%2e/%2e%2e/internal/v1/tokens",
                "/v1/tokens/..%2f..%2finternal/v1/tokens",
                "/v1/tokens/..;/..;/internal/v1/tokens",
                "/v1/usage/../../internal/v1/usage/lookup",
                "/q/health/ready"
            })
    void theInternalPathsAreNotReachable(String path, Stack stack) {
        // when
        var answer = stack.api().post(path, "{}");

        // then
        assertThat(answer.status()).isIn(400, 404);
    }

    @Test
    void aReverseProxyMayAskThroughTheGateway(Stack stack) {
        // given
        var token = stack.api().mint("behind a proxy").text();

        // when
        var reading = stack.api().forwardAuth(token, "GET", "/apps/web/deploys");
        var writing = stack.api().forwardAuth(token, "POST", "/apps/web/deploys");
        var elsewhere = stack.api().forwardAuth(token, "GET", "/apps/website");
        var unknown = stack.api().forwardAuth("lkp_rubbish", "GET", "/apps/web");

        // then
        assertThat(List.of(reading, writing, elsewhere, unknown)).containsExactly(200, 403, 403, 401);
    }
}
