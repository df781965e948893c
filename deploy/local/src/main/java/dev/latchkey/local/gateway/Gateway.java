package dev.latchkey.local.gateway;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyOptions;
import io.vertx.httpproxy.ProxyResponse;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The one public address of the local stack: hands each request to the service that the route table names, and answers
/// the rest itself. It holds its port from the start, and answers that the stack is starting until it is opened.
public final class Gateway implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";

    /// A token of 4,096 characters, its discharges of 8,192, and what else a request carries.
    private static final int MAX_HEADERS = 16 * 1024;

    /// What the services take: longer ones they would refuse without a body.
    private static final int MAX_LINE = 4 * 1024;

    /// The longest that any service takes; most of their paths take less.
    private static final long MAX_BODY = 5 * 1024 * 1024;

    private static final int IDLE_SECONDS = 60;
    private static final int CONNECTIONS_PER_SERVICE = 128;
    private static final int LIMIT_SECONDS = 10;
    private static final int PROBE_MILLIS = 500;
    private static final String RETRY_SECONDS = "1";

    /// How long others may take.
    ///
    /// @param body a client for sending its body
    /// @param answer a service for beginning its answer
    record Patience(Duration body, Duration answer) {
        static final Patience USUAL = new Patience(Duration.ofSeconds(10), Duration.ofSeconds(15));
    }

    private final Vertx vertx;
    private final Patience patience;
    private final RouteTable routes;

    /// None until it is opened.
    private volatile Map<String, HttpProxy> proxies = Map.of();

    private Gateway(Vertx vertx, Patience patience, RouteTable routes) {
        this.vertx = vertx;
        this.patience = patience;
        this.routes = routes;
    }

    /// Listens on 127.0.0.1.
    ///
    /// @param routes the route table's file
    /// @param services the names of the services that the table may use
    /// @throws IOException with a sentence for the operator, when the port is taken or the table is not one
    public static Gateway start(int port, Path routes, Set<String> services) throws IOException {
        return start(port, routes, services, Patience.USUAL);
    }

    static Gateway start(int port, Path routes, Set<String> services, Patience patience) throws IOException {
        var table = RoutesFile.read(routes, services);
        if (isTaken(port)) {
            throw new IOException("port " + port + " is taken; choose another with --port");
        }
        var vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(2)
                .setWorkerPoolSize(2)
                .setInternalBlockingPoolSize(2)
                .setFileSystemOptions(new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false)));
        var gateway = new Gateway(vertx, patience, table);
        try {
            gateway.listen(port);
            return gateway;
        } catch (IOException refused) {
            gateway.close();
            throw refused;
        }
    }

    /// From now on requests reach the services.
    ///
    /// @param services where the processes of each service listen on 127.0.0.1, by its name in the table
    public void open(Map<String, List<Integer>> services) {
        var client = vertx.createHttpClient(new HttpClientOptions()
                .setMaxPoolSize(CONNECTIONS_PER_SERVICE)
                .setMaxHeaderSize(MAX_HEADERS)
                .setIdleTimeout(IDLE_SECONDS));
        var opened = new HashMap<String, HttpProxy>();
        services.forEach((name, ports) -> opened.put(name, proxy(client, name, new Origins(ports), patience)));
        proxies = Map.copyOf(opened);
    }

    /// Asked before listening: some systems let a server listen on one address of another that listens on all, or on
    /// IPv6 alone, and `localhost` would then lead to either.
    private static boolean isTaken(int port) {
        return isAnswered(LOOPBACK, port) || isAnswered("::1", port);
    }

    private static boolean isAnswered(String host, int port) {
        try (var probe = new Socket()) {
            probe.connect(new InetSocketAddress(host, port), PROBE_MILLIS);
            return true;
        } catch (IOException nobodyThere) {
            return false;
        }
    }

    private static HttpProxy proxy(HttpClient client, String service, Origins origins, Patience patience) {
        // A WebSocket upgrade would bypass the interceptors, and with them the forwarded headers.
        return HttpProxy.reverseProxy(new ProxyOptions().setSupportWebSocket(false), client)
                .origin(_ -> origins.request(client))
                .addInterceptor(new AnswerForTheAbsent(service, patience.answer()))
                .addInterceptor(new ForwardedHeaders());
    }

    private void listen(int port) throws IOException {
        var options = new HttpServerOptions()
                .setHost(LOOPBACK)
                .setPort(port)
                .setMaxHeaderSize(MAX_HEADERS)
                .setMaxInitialLineLength(MAX_LINE)
                .setIdleTimeout(IDLE_SECONDS)
                .setHandle100ContinueAutomatically(true)
                .setHttp2ClearTextEnabled(false);
        var listening = vertx.createHttpServer(options)
                .requestHandler(this::serve)
                .invalidRequestHandler(Gateway::answerUnreadable)
                .listen();
        try {
            listening.toCompletionStage().toCompletableFuture().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException refused) {
            throw new IOException(
                    "port " + port + " cannot be listened on (" + refused.getMessage()
                            + "); choose another with --port",
                    refused);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the gateway started", interrupted);
        }
    }

    private void serve(HttpServerRequest request) {
        if (proxies.isEmpty()) {
            request.response().putHeader("Retry-After", RETRY_SECONDS);
            answer(request, GatewayProblem.starting());
            return;
        }
        if (request.headers().getAll("Host").size() != 1 || request.authority() == null) {
            answer(request, GatewayProblem.badRequest("The request must name exactly one host."));
            return;
        }
        if (isTooLarge(request)) {
            answer(request, GatewayProblem.bodyTooLarge());
            request.connection().close();
            return;
        }
        switch (RequestTarget.read(request.uri())) {
            case RequestTarget.Hostile(var why) -> answer(request, GatewayProblem.badRequest(why));
            case RequestTarget.Clean path -> {
                var proxy = routes.serviceFor(path).map(proxies::get);
                if (proxy.isPresent()) {
                    closeUnlessRead(request);
                    proxy.get().handle(request);
                } else {
                    answer(request, GatewayProblem.notFound());
                }
            }
        }
    }

    private static boolean isTooLarge(HttpServerRequest request) {
        var length = request.getHeader("Content-Length");
        try {
            return length != null && Long.parseLong(length) > MAX_BODY;
        } catch (NumberFormatException malformed) {
            return true;
        }
    }

    /// A body that trickles in would hold a connection to the service for as long as its sender likes.
    private void closeUnlessRead(HttpServerRequest request) {
        vertx.setTimer(patience.body().toMillis(), timer -> {
            if (!request.isEnded()) {
                request.connection().close();
            }
        });
    }

    private static void answerUnreadable(HttpServerRequest request) {
        var cause = request.decoderResult().cause();
        var problem = switch (cause) {
            case TooLongHttpLineException _ -> GatewayProblem.targetTooLong();
            case TooLongHttpHeaderException _ -> GatewayProblem.headersTooLarge();
            case null, default -> GatewayProblem.badRequest("The request is not HTTP.");
        };
        answer(request, problem);
        request.connection().close();
    }

    private static void answer(HttpServerRequest request, GatewayProblem problem) {
        request.response()
                .setStatusCode(problem.status())
                .putHeader("Content-Type", GatewayProblem.MEDIA_TYPE)
                .end(problem.body());
    }

    /// Stops listening and forgets open connections.
    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /// Answers a problem where a service cannot be reached, instead of an empty 502.
    private record AnswerForTheAbsent(String service, Duration within) implements ProxyInterceptor {
        @Override
        public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
            var sent = context.sendRequest().timeout(within.toMillis(), TimeUnit.MILLISECONDS);
            return sent.recover(failure -> {
                var problem = failure instanceof TimeoutException
                        ? GatewayProblem.gatewayTimeout(service)
                        : GatewayProblem.badGateway(service);
                return Future.succeededFuture(context.request()
                        .release()
                        .response()
                        .setStatusCode(problem.status())
                        .putHeader("Content-Type", GatewayProblem.MEDIA_TYPE)
                        .setBody(Body.body(problem.body())));
            });
        }
    }
}
