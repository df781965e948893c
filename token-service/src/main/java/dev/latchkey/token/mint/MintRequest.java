package dev.latchkey.token.mint;

import dev.latchkey.access.Access;
import dev.latchkey.access.Kind;
import dev.latchkey.access.Network;
import dev.latchkey.access.OrgHandle;
import dev.latchkey.access.Resource;
import dev.latchkey.kit.problem.InvalidRequestException;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What a token is to be.
///
/// @param org where it is to work
/// @param preset stands for kind and access: `personal`, `deploy` (write) or `read-only`
/// @param kind `personal` (the default) or `deploy`, which is nobody's and needs a resource
/// @param name what a person will recognise it by, 1 to 100 characters
/// @param access the most it may do; may be left out where the preset says it
/// @param resource the path it may reach, with everything below it; absent for all that the minter may reach
/// @param ip the networks it may be used from; absent for those of the minter
/// @param methods the HTTP methods it may be used with; absent for those of the minter
/// @param ttl ISO 8601 duration until it ends, `PT1M` to `P366D`, or `never`; absent for 90 days, or less where the
///     org or the minting token ends earlier
/// @param reason why it never ends; with `never` only
/// @param liveLogin whether it is to hold only while its person is logged in; for a personal token
@Schema(name = "MintRequest")
record MintRequest(
        @Schema(required = true, examples = "acme") @Nullable
        String org,

        @Schema(
                enumeration = {"personal", "deploy", "read-only"},
                examples = "deploy")
        @Nullable
        String preset,

        @Schema(
                enumeration = {"personal", "deploy"},
                defaultValue = "personal")
        @Nullable
        String kind,

        @Schema(required = true, examples = "ci") @Nullable String name,

        @Schema(enumeration = {"read", "write"}) @Nullable String access,

        @Schema(examples = "apps/web") @Nullable String resource,

        @Schema(examples = "[\"203.0.113.0/24\"]") @Nullable List<@Nullable String> ip,

        @Schema(examples = "[\"GET\"]") @Nullable List<@Nullable String> methods,
        @Schema(examples = "P30D") @Nullable String ttl,

        @Schema(examples = "burnt into devices that cannot be reached") @Nullable
        String reason,

        @Schema(
                description = "Whether it holds only while its person is logged in: each use then needs a discharge"
                        + " from POST /v1/discharges. For a personal token",
                defaultValue = "false")
        @Nullable
        Boolean liveLogin) {
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_REASON = 200;
    private static final String NEVER = "never";
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(366);

    OrgHandle orgHandle() {
        return Optional.ofNullable(org)
                .flatMap(OrgHandle::parse)
                .orElseThrow(() -> new InvalidRequestException("org", "Name the org by its handle, such as acme."));
    }

    private Optional<Preset> known() {
        return preset == null
                ? Optional.empty()
                : Optional.of(Preset.parse(preset)
                        .orElseThrow(
                                () -> new InvalidRequestException("preset", "Say personal, deploy or read-only.")));
    }

    Kind tokenKind() {
        var fixed = known().map(Preset::kind);
        var asked = kind == null
                ? fixed.orElse(Kind.PERSONAL)
                : Kind.parse(kind)
                        .filter(said -> said == Kind.PERSONAL || said == Kind.DEPLOY)
                        .orElseThrow(() -> new InvalidRequestException("kind", "Say personal or deploy."));
        if (fixed.isPresent() && fixed.get() != asked) {
            throw new InvalidRequestException("kind", "The preset is of another kind: leave one of them out.");
        }
        if (asked == Kind.DEPLOY && resource == null) {
            throw new InvalidRequestException("resource", "A deploy token needs the resource it may reach.");
        }
        return asked;
    }

    String tokenName() {
        return Lines.read("name", name, LONGEST_NAME);
    }

    Access accessLevel() {
        var fixed = known().flatMap(Preset::access);
        if (access == null && fixed.isPresent()) {
            return fixed.get();
        }
        var asked = Optional.ofNullable(access)
                .flatMap(Access::parse)
                .orElseThrow(() -> new InvalidRequestException("access", "Say read or write."));
        if (fixed.isPresent() && fixed.get() != asked) {
            throw new InvalidRequestException("access", "The preset has another access: leave one of them out.");
        }
        return asked;
    }

    Optional<Resource> path() {
        return resource == null
                ? Optional.empty()
                : Optional.of(Resource.parse(resource)
                        .orElseThrow(() -> new InvalidRequestException(
                                "resource", "A path of 1 to 16 segments such as apps/web, without . or .. segments.")));
    }

    Optional<List<Network>> networks() {
        return Limits.networks(ip);
    }

    Optional<NavigableSet<String>> methodNames() {
        return Limits.methods(methods);
    }

    boolean needsLiveLogin() {
        var asked = Boolean.TRUE.equals(liveLogin);
        if (asked && tokenKind() != Kind.PERSONAL) {
            throw new InvalidRequestException("live_login", "Only a personal token can hang on a login.");
        }
        return asked;
    }

    Ending ending() {
        if (NEVER.equals(ttl)) {
            if (known().equals(Optional.of(Preset.DEPLOY))) {
                throw new InvalidRequestException("ttl", "The preset deploy ends: leave one of them out.");
            }
            return new Ending.Never(Lines.read("reason", reason, LONGEST_REASON));
        }
        if (reason != null) {
            throw new InvalidRequestException("reason", "Only a token that never ends needs a reason.");
        }
        return ttl == null ? new Ending.Usual() : new Ending.After(life(ttl, LONGEST));
    }

    /// Reads a duration from a minute to the longest allowed.
    static Duration life(String ttl, Duration longest) {
        try {
            var life = Duration.parse(ttl);
            if (life.compareTo(SHORTEST) >= 0 && life.compareTo(longest) <= 0) {
                return life;
            }
        } catch (DateTimeException | ArithmeticException malformed) {
            throw new InvalidRequestException("ttl", "An ISO 8601 duration such as PT30M or P30D.");
        }
        var most = longest.toDays() > 0 ? "P" + longest.toDays() + "D" : longest.toString();
        throw new InvalidRequestException("ttl", "From PT1M to " + most + ".");
    }
}
