package dev.latchkey.kit.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.vertx.ext.web.handler.HttpException;
import io.vertx.pgclient.PgException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.io.CharConversionException;
import java.net.ConnectException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.CharacterCodingException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/// Turns whatever leaves a resource as an exception into a problem. Nothing of an exception's text reaches the caller.
public final class ProblemMappers {
    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);
    private static final int FRAMES = 25;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    @ServerExceptionMapper
    public Response invalid(InvalidRequestException refused) {
        return refused.problem().toResponse();
    }

    @ServerExceptionMapper
    public Response mismatched(MismatchedInputException refused) {
        return MalformedJson.of(refused).problem().toResponse();
    }

    /// Bytes that look like UTF-16 or UTF-32 and are not.
    @ServerExceptionMapper
    public Response undecodable(CharConversionException refused) {
        return MalformedJson.body().problem().toResponse();
    }

    /// The same of a reader that knows characters only.
    @ServerExceptionMapper
    public Response undecodable(CharacterCodingException refused) {
        return MalformedJson.body().problem().toResponse();
    }

    @ServerExceptionMapper
    public Response web(WebApplicationException refused) {
        var cause = refused.getCause();
        if (cause instanceof JsonProcessingException json) {
            return MalformedJson.of(json).problem().toResponse();
        }
        if (cause instanceof CharConversionException || cause instanceof CharacterCodingException) {
            return MalformedJson.body().problem().toResponse();
        }
        var original = refused.getResponse();
        if (original.hasEntity() || original.getStatus() < 400) {
            return original;
        }
        var problem = ofStatus(original.getStatus());
        var answer = problem.builder();
        original.getHeaders().forEach((name, values) -> values.forEach(value -> answer.header(name, value)));
        return answer.type(Problem.MEDIA_TYPE).build();
    }

    /// What the HTTP server itself finds wrong, such as a broken percent escape; its message repeats the request.
    @ServerExceptionMapper
    public Response http(HttpException refused) {
        return ofStatus(refused.getStatusCode()).toResponse();
    }

    @ServerExceptionMapper
    public Response unexpected(Throwable fault) {
        if (isDatabaseAway(fault)) {
            LOG.warnf("database away: %s", fault.getClass().getSimpleName());
            return Problem.unavailable("The database").toResponse(RETRY_AFTER);
        }
        LOG.errorf("unexpected failure%n%s", trace(fault));
        return new Problem("internal", 500, "Unexpected failure", "The failure was logged.").toResponse();
    }

    /// Where it failed and with what, but none of the messages: they repeat what was sent, tokens included.
    static String trace(Throwable fault) {
        var trace = new StringBuilder();
        for (@Nullable Throwable at = fault; at != null; at = at.getCause()) {
            trace.append(at.getClass().getName());
            if (at instanceof PgException refused) {
                trace.append(" SQLSTATE ").append(refused.getSqlState());
            }
            Arrays.stream(at.getStackTrace())
                    .limit(FRAMES)
                    .forEach(frame -> trace.append("\n\tat ").append(frame));
            trace.append('\n');
        }
        return trace.toString();
    }

    private static Problem ofStatus(int status) {
        var reason = Optional.ofNullable(Response.Status.fromStatusCode(status))
                .map(Response.Status::getReasonPhrase)
                .orElse("Refused");
        var slug = reason.toLowerCase(Locale.ROOT).replace(' ', '-');
        return new Problem(slug, status, reason, "The request was refused: " + reason + ".");
    }

    private static boolean isDatabaseAway(Throwable fault) {
        for (@Nullable Throwable at = fault; at != null; at = at.getCause()) {
            if (at instanceof ConnectException
                    || at instanceof ClosedChannelException
                    || at instanceof TimeoutException) {
                return true;
            }
            if (at instanceof PgException refused && isShuttingDown(refused)) {
                return true;
            }
            var message = at.getMessage();
            if (message != null && isPoolMessage(at, message)) {
                return true;
            }
        }
        return false;
    }

    /// SQLSTATE classes 08 (connection), 53 (resources), 57P (shutdown, crash, start-up).
    private static boolean isShuttingDown(PgException refused) {
        var state = refused.getSqlState();
        return state != null && (state.startsWith("08") || state.startsWith("53") || state.startsWith("57P"));
    }

    /// The client reports an exhausted pool and a lost connection by text only.
    private static boolean isPoolMessage(Throwable at, String message) {
        return at.getClass().getName().startsWith("io.vertx.")
                && (message.equals("Timeout")
                        || message.contains("Connection is not active")
                        || message.contains("closed"));
    }
}
