package dev.latchkey.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Order;
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
}
