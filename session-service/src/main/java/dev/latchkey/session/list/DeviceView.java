package dev.latchkey.session.list;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A device as the REST interface shows it.
///
/// @param state `live` or `logged-out`
/// @param place the network it was last seen in, which says roughly where
@Schema(name = "Device")
record DeviceView(
        @Schema(required = true, examples = "dev_4v8k2m9x7q1d")
        String id,

        @Schema(required = true, examples = "Firefox on macOS")
        String label,

        @Schema(required = true) boolean current,

        @Schema(
                required = true,
                enumeration = {"live", "logged-out"})
        String state,

        @Schema(required = true) Instant firstSeen,
        @Schema(required = true) Instant lastSeen,
        @Schema(examples = "203.0.113.0/24") @Nullable String place,
        @Nullable SessionView session) {
    /// @param tokens session tokens minted for it so far
    @Schema(name = "Session")
    record SessionView(
            @Schema(required = true, examples = "ses_1nbw4r0mxfe81y")
            String id,

            @Schema(required = true) Instant startedAt,
            @Schema(required = true) Instant authTime,
            @Schema(required = true, examples = "lk1") String acr,
            @Schema(required = true) List<String> amr,
            @Schema(required = true) Instant endsAt,
            @Schema(required = true) int tokens) {
        static SessionView of(DeviceRow.Login login) {
            return new SessionView(
                    login.id().publicId(),
                    login.startedAt(),
                    login.authTime(),
                    login.acr(),
                    login.amr(),
                    login.endsAt(),
                    login.tokens());
        }
    }

    static DeviceView of(DeviceRow row) {
        return new DeviceView(
                row.device().publicId(),
                row.label(),
                row.current(),
                row.session().isPresent() ? "live" : "logged-out",
                row.firstSeen(),
                row.lastSeen(),
                row.network().orElse(null),
                row.session().map(SessionView::of).orElse(null));
    }
}
