package dev.latchkey.token.verify;

import dev.latchkey.access.Access;
import dev.latchkey.access.AccessRequest;
import dev.latchkey.access.ClientIp;
import dev.latchkey.access.DischargeText;
import dev.latchkey.access.Fact;
import dev.latchkey.access.OrgFact;
import dev.latchkey.access.OrgHandle;
import dev.latchkey.access.Resource;
import dev.latchkey.kit.problem.InvalidRequestException;
import dev.latchkey.token.decision.Presentation;
import dev.latchkey.token.usage.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A question to the verifier: may this token do this?
///
/// @param token the presented text
/// @param request what it is to do
/// @param discharges for tokens with third-party caveats; at most eight
record VerifyRequest(
        @Schema(required = true, description = "The presented token, as it came") @Nullable
        String token,

        @Schema(required = true) @Nullable Asked request,

        @Schema(description = "Discharges of third-party caveats, at most 8") @Nullable
        List<@Nullable String> discharges) {
    private static final int LONGEST_METHOD = 32;
    private static final String TOKENS_OWN_ORG = "*";

    /// What the token is to do.
    ///
    /// @param org the org it is to be done in, or `*`: the caller will act only inside the org the verdict
    /// returns
    /// @param resource the path; one that does not fit the grammar counts as none
    /// @param access `read` or `write`
    /// @param method the HTTP method, if there is one
    /// @param ip the client's address, if known
    /// @param userAgent the client's user agent, if known
    record Asked(
            @Schema(required = true, examples = "acme") @Nullable
            String org,

            @Schema(examples = "apps/web/deploys") @Nullable String resource,

            @Schema(
                    required = true,
                    enumeration = {"read", "write"})
            @Nullable
            String access,

            @Schema(examples = "GET") @Nullable String method,
            @Schema(examples = "203.0.113.7") @Nullable String ip,
            @Schema(examples = "curl/8.5") @Nullable String userAgent) {}

    /// What is asked, once every member is of its form.
    Question question() {
        return new Question(presented(), accessRequest(), source());
    }

    private Presentation presented() {
        if (token == null) {
            throw new InvalidRequestException("token", "The presented token is needed.");
        }
        return discharges == null ? Presentation.of(token) : new Presentation(token, texts(discharges));
    }

    private static List<String> texts(List<@Nullable String> discharges) {
        if (discharges.size() > DischargeText.MOST) {
            throw new InvalidRequestException("discharges", "At most 8 discharges can be presented.");
        }
        var texts = new ArrayList<String>();
        for (var discharge : discharges) {
            texts.add(Optional.ofNullable(discharge)
                    .orElseThrow(() -> new InvalidRequestException("discharges", "A discharge is a text.")));
        }
        return texts;
    }

    private Asked asked() {
        if (request == null) {
            throw new InvalidRequestException("request", "What the token is to do is needed.");
        }
        return request;
    }

    private AccessRequest accessRequest() {
        var asked = asked();
        return new AccessRequest(
                org(asked.org()),
                access(asked.access()),
                Fact.of(Optional.ofNullable(asked.resource()).flatMap(Resource::parse)),
                Fact.of(ip(asked.ip())),
                Fact.of(method(asked.method())));
    }

    private Source source() {
        var asked = asked();
        return new Source(ip(asked.ip()), Optional.ofNullable(asked.userAgent()));
    }

    private static OrgFact org(@Nullable String org) {
        if (org == null) {
            throw new InvalidRequestException("request.org", "Name the org, or * for the token's own.");
        }
        return org.equals(TOKENS_OWN_ORG)
                ? new OrgFact.TheTokens()
                : OrgHandle.parse(org)
                        .map(OrgFact.Named::new)
                        .orElseThrow(() -> new InvalidRequestException("request.org", "This is not an org handle."));
    }

    private static Access access(@Nullable String access) {
        return Optional.ofNullable(access)
                .flatMap(Access::parse)
                .orElseThrow(() -> new InvalidRequestException("request.access", "Say read or write."));
    }

    private static Optional<ClientIp> ip(@Nullable String ip) {
        return ip == null
                ? Optional.empty()
                : Optional.of(ClientIp.parse(ip)
                        .orElseThrow(() -> new InvalidRequestException(
                                "request.ip", "This is not an IPv4 or IPv6 address without port or zone.")));
    }

    private static Optional<String> method(@Nullable String method) {
        if (method != null && (method.isEmpty() || method.length() > LONGEST_METHOD)) {
            throw new InvalidRequestException("request.method", "An HTTP method has 1 to 32 characters.");
        }
        return Optional.ofNullable(method);
    }

    /// Never the token.
    @Override
    public String toString() {
        return "VerifyRequest[" + request + "]";
    }
}
