package dev.latchkey.audit.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            curl/8.5                                                                     | curl 8
            CURL/7.88.1                                                                  | curl 7
            curl                                                                         | curl
            bar/1.0                                                                      | bar 1
            bar                                                                          | bar
            deploy-bot/v12.3 (+https://example.org) curl/8.5                             | curl 8
            my_tool/2 (Linux; x86_64) other/9                                            | my_tool 2
            python-requests/2.32.3                                                       | requests 2
            Python/3.12 aiohttp/3.9.5                                                    | aiohttp 3
            Go-http-client/1.1                                                           | Go 1
            okhttp/4.12.0                                                                | OkHttp 4
            Apache-HttpClient/5.3.1 (Java/21.0.2)                                        | Apache HttpClient 5
            Java-http-client/25.0.3                                                      | Java 25
            PostmanRuntime/7.39.0                                                        | Postman 7
            Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0       | Firefox 128
            Mozilla/5.0 (X11) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 | Chrome 126
            Mozilla/5.0 (X11) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0 | Edge 126
            Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15 | Safari 17
            Mozilla/5.0 (compatible)                                                     | Mozilla 5
            latchkey/0.1.0                                                               | latchkey 0
            (only a comment)                                                             | unnamed
            (unclosed curl/8                                                             | unnamed
            42                                                                           | unnamed
            """)
    void readsProductAndMajorVersion(String agent, String client) {
        assertThat(Client.of(agent)).isEqualTo(client);
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"  ", "/", "(((("})
    void noTokenIsUnnamed(String agent) {
        assertThat(Client.of(agent)).isEqualTo("unnamed");
    }

    @Test
    void aLongNameIsCut() {
        assertThat(Client.of("x".repeat(256) + "/7")).isEqualTo("x".repeat(40) + "… 7");
    }

    @Test
    void anAgentMadeToCostTimeDoesNot() {
        // given
        var agent = "a/".repeat(128) + "((".repeat(64);

        // when
        var started = System.nanoTime();
        for (var i = 0; i < 1_000; i++) {
            Client.of(agent);
        }

        // then
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(5));
    }
}
