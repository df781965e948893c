package dev.latchkey.session.org;

import dev.latchkey.session.directory.Org;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// An org as the API shows it.
record OrgView(
        @Schema(required = true, examples = "acme") String handle,
        @Schema(required = true, examples = "Acme") String displayName,
        @Schema(required = true) Instant createdAt) {
    static OrgView of(Org org) {
        return new OrgView(org.handle().value(), org.name().value(), org.createdAt());
    }
}
