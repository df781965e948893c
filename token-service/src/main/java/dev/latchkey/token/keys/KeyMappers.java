package dev.latchkey.token.keys;

import dev.latchkey.kit.problem.Problem;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// Who calls a service without a key-encryption key in spite of its readiness may try elsewhere.
public final class KekMissingMapper {
    private static final Logger LOG = Logger.getLogger(KekMissingMapper.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    @ServerExceptionMapper
    public Response missing(KekMissingException missing) {
        LOG.error("a root key was needed: " + missing.getMessage());
        return Problem.unavailable("A key of this service").toResponse(RETRY_AFTER);
    }
}
