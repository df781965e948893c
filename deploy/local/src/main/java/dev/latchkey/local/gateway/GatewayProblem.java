package dev.latchkey.local.gateway;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

/// What the gateway itself answers, as an RFC 9457 problem of the services' shape.
record GatewayProblem(int status, String slug, String title, String detail) {
    static final String MEDIA_TYPE = "application/problem+json";
    private static final String TYPES = "https://latchkey.dev/problems/";

    static GatewayProblem badRequest(String detail) {
        return new GatewayProblem(400, "invalid-request", "The request is not valid", detail);
    }

    static GatewayProblem notFound() {
        return new GatewayProblem(404, "not-found", "Not found", "Nothing is served under this path.");
    }

    static GatewayProblem badGateway(String service) {
        return new GatewayProblem(502, "bad-gateway", "Bad gateway", service + " does not answer.");
    }

    static GatewayProblem starting() {
        return new GatewayProblem(503, "starting", "Starting", "The stack is starting; try again in a moment.");
    }

    static GatewayProblem gatewayTimeout(String service) {
        return new GatewayProblem(504, "gateway-timeout", "Gateway timeout", service + " did not answer in time.");
    }

    static GatewayProblem bodyTooLarge() {
        return new GatewayProblem(413, "body-too-large", "Body too large", "A body has at most 5 MiB.");
    }

    static GatewayProblem targetTooLong() {
        return new GatewayProblem(414, "uri-too-long", "Target too long", "The request target is too long.");
    }

    static GatewayProblem headersTooLarge() {
        return new GatewayProblem(
                431, "headers-too-large", "Headers too large", "The headers are larger than 16 KiB in all.");
    }

    Buffer body() {
        return new JsonObject()
                .put("type", TYPES + slug)
                .put("title", title)
                .put("status", status)
                .put("detail", detail)
                .toBuffer();
    }
}
