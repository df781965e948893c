package dev.latchkey.token.caller;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// A resource whose author thought of nothing but its path.
@Path("/internal/v1/forgotten")
public final class ForgottenDoor {
    @GET
    @Operation(hidden = true)
    public String open() {
        return "open";
    }
}
