package dev.latchkey.token.verify;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.latchkey.access.Effective;
import dev.latchkey.token.record.EffectiveView;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The presented token as this service sees it: no permission, only facts.
///
/// @param app the app that holds it, or null
@JsonInclude(JsonInclude.Include.ALWAYS)
record WhoAmI(
        VerifyAnswer.TokenPart token,
        VerifyAnswer.Subject subject,
        @Schema(nullable = true) @Nullable String app,
        EffectiveView effective) {

    static WhoAmI of(Effective effective) {
        var allowed = VerifyAnswer.of(effective);
        return new WhoAmI(allowed.token(), allowed.subject(), allowed.app(), allowed.effective());
    }
}
