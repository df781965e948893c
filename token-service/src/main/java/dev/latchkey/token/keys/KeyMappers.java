package dev.latchkey.token.keys;

import dev.latchkey.kit.problem.Problem;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// A key that cannot be had here may be had elsewhere, or later: who asks is told to come back.
public final class KeyMappers {
    private static final Logger LOG = Logger.getLogger(KeyMappers.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    @ServerExceptionMapper
    public Response missing(KekMissingException missing) {
        LOG.error("a root key was needed: " + missing.getMessage());
        return away();
    }

    @ServerExceptionMapper
    public Response closed(KeyClosedException closed) {
        LOG.error(closed.getMessage());
        return away();
    }

    private static Response away() {
        return Problem.unavailable("A key of this service").toResponse(RETRY_AFTER);
    }
}
