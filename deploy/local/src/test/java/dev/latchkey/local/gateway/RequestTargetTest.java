package dev.latchkey.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTargetTest {
    private static final List<String> PIECES = List.of(
            "/",
            "/",
            ".",
            "..",
            "%2e",
            "%2E",
            "%2f",
            "%5c",
            "\\",
            ";",
            ";x=y",
            "%",
            "%00",
            "%25",
            "?",
            "#",
            " ",
            "é",
            "internal",
            "v1",
            "tokens",
            "%69nternal",
            "a",
            "~",
            "%41",
            "//",
            "http://h",
            "*");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/tokens/../../internal/v1/tokens",
                "/v1/tokens/./x",
                "/v1/tokens/..",
                "/..",
                "/.",
                "/v1/tokens/%2e%2e/%2e%2e/internal",
                "/v1/tokens/.%2E/internal",
                "/v1/tokens/..;/..;/internal",
                "/v1/tokens/..;a=b/internal",
                "/v1/tokens%2f..%2f..%2finternal",
                "/v1/tokens%2Fx",
                "/v1/tokens%5cx",
                "/v1/tokens\\..\\internal",
                "/v1/%252e%252e/internal",
                "//internal/v1/tokens",
                "/v1//tokens",
                "/v1/tokens/",
                "/v1/;x/tokens",
                "/v1/tokens%",
                "/v1/tokens%2",
                "/v1/tokens%zz",
                "/v1/tokens%00",
                "/v1/tokens/%c0%ae%c0%ae/internal",
                "/v1/to kens",
                "/v1/tokens#x",
                "/v1/tökens",
                "http://localhost/internal/v1/tokens",
                "localhost:8080",
                "*",
                ""
            })
    void whatCanBeReadInTwoWaysIsRefused(String target) {
        // when
        var reading = RequestTarget.read(target);

        // then
        assertThat(reading).isInstanceOf(RequestTarget.Hostile.class);
    }

    @Test
    void aCleanPathIsReadAsTheServiceWillReadIt() {
        assertThat(RequestTarget.read("/v1/%74okens/tok_0;v=1/~a?x=/../y"))
                .isEqualTo(new RequestTarget.Clean(List.of("v1", "tokens", "tok_0", "~a")));
        assertThat(RequestTarget.read("/")).isEqualTo(new RequestTarget.Clean(List.of()));
    }

    @Test
    void noCleanPathChangesWhenItIsNormalised() {
        var seed = System.nanoTime();
        var random = new Random(seed);
        for (var round = 0; round < 20_000; round++) {
            // given
            var target = new StringBuilder("/");
            for (var piece = random.nextInt(8); piece >= 0; piece--) {
                target.append(PIECES.get(random.nextInt(PIECES.size())));
            }

            // when
            var reading = RequestTarget.read(target.toString());

            // then
            if (reading instanceof RequestTarget.Clean(var segments)) {
                assertThat(normalised(target.toString()))
                        .as("target %s, seed %d", target, seed)
                        .isEqualTo("/" + String.join("/", segments));
            }
        }
    }

    /// What a service makes of the path: query off, parameters off, decoded, dot segments resolved, slashes merged.
    private static String normalised(String target) {
        var path = target.split("\\?", 2)[0].replaceAll(";[^/]*", "");
        var decoded = URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        return URI.create(decoded.replaceAll("/+", "/").replace(" ", "%20"))
                .normalize()
                .getPath();
    }
}
