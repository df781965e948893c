package dev.latchkey.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.latchkey.embedded.KeptPorts;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import java.net.ConnectException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OriginsTest {
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = vertx.createHttpClient();
    private final int first = listening();
    private final int second = listening();
    private final int dead = KeptPorts.free();

    OriginsTest() throws Exception {}

    @AfterAll
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void eachIsAskedInTurn() throws Exception {
        // when
        var origins = new Origins(List.of(first, second));

        // then
        assertThat(List.of(asked(origins), asked(origins), asked(origins))).containsExactly(first, second, first);
    }

    @Test
    void oneThatDoesNotListenIsPassedOver() throws Exception {
        // when
        var origins = new Origins(List.of(dead, first, second));

        // then
        assertThat(List.of(asked(origins), asked(origins), asked(origins), asked(origins)))
                .containsExactly(first, first, second, first);
    }

    @Test
    void whereNoneListensTheFailureIsTold() {
        // when
        var origins = new Origins(List.of(dead, dead));

        // then
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> asked(origins))
                .withCauseInstanceOf(ConnectException.class);
    }

    private int asked(Origins origins) throws Exception {
        HttpClientRequest request = origins.request(client)
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        return request.connection().remoteAddress().port();
    }

    private int listening() throws Exception {
        return vertx.createHttpServer()
                .requestHandler(request -> request.response().end())
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS)
                .actualPort();
    }
}
