package dev.latchkey.token.mint;

import dev.latchkey.access.Access;
import dev.latchkey.access.Kind;
import dev.latchkey.access.OrgHandle;
import dev.latchkey.access.Resource;
import dev.latchkey.kit.problem.InvalidRequestException;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What a token is to be.
///
/// @param org where it is to work
/// @param kind `personal` (the default) or `deploy`, which is nobody's and needs a resource
/// @param name what a person will recognise it by, 1 to 100 characters
/// @param access the most it may do
/// @param resource the path it may reach, with everything below it; absent for all that the minter may reach
/// @param ttl ISO 8601 duration until it ends, `PT1M` to `P366D`; absent for 90 days, or the minter's end if earlier
record MintRequest(
        @Schema(required = true, examples = "acme") @Nullable
        String org,

        @Schema(
                enumeration = {"personal", "deploy"},
                defaultValue = "personal")
        @Nullable
        String kind,

        @Schema(required = true, examples = "ci") @Nullable String name,

        @Schema(
                required = true,
                enumeration = {"read", "write"})
        @Nullable
        String access,

        @Schema(examples = "apps/web") @Nullable String resource,
        @Schema(examples = "P30D") @Nullable String ttl) {
    private static final int LONGEST_NAME = 100;
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(366);

    OrgHandle orgHandle() {
        return Optional.ofNullable(org)
                .flatMap(OrgHandle::parse)
                .orElseThrow(() -> new InvalidRequestException("org", "Name the org by its handle, such as acme."));
    }

    Kind tokenKind() {
        if (kind == null) {
            return Kind.PERSONAL;
        }
        var asked = Kind.parse(kind)
                .filter(known -> known == Kind.PERSONAL || known == Kind.DEPLOY)
                .orElseThrow(() -> new InvalidRequestException("kind", "Say personal or deploy."));
        if (asked == Kind.DEPLOY && resource == null) {
            throw new InvalidRequestException("resource", "A deploy token needs the resource it may reach.");
        }
        return asked;
    }

    String tokenName() {
        if (name == null || name.isBlank() || name.length() > LONGEST_NAME) {
            throw new InvalidRequestException("name", "A name has 1 to 100 characters.");
        }
        if (name.codePoints().anyMatch(MintRequest::invisible)) {
            throw new InvalidRequestException("name", "A name has no control or formatting characters.");
        }
        return name.strip();
    }

    /// Control, format (bidirectional overrides among them), surrogate and line characters could make a name lie.
    private static boolean invisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    Access accessLevel() {
        return Optional.ofNullable(access)
                .flatMap(Access::parse)
                .orElseThrow(() -> new InvalidRequestException("access", "Say read or write."));
    }

    Optional<Resource> path() {
        return resource == null
                ? Optional.empty()
                : Optional.of(Resource.parse(resource)
                        .orElseThrow(() -> new InvalidRequestException(
                                "resource", "A path of 1 to 16 segments such as apps/web, without . or .. segments.")));
    }

    Optional<Duration> life() {
        if (ttl == null) {
            return Optional.empty();
        }
        try {
            var life = Duration.parse(ttl);
            if (life.compareTo(SHORTEST) >= 0 && life.compareTo(LONGEST) <= 0) {
                return Optional.of(life);
            }
        } catch (DateTimeException | ArithmeticException malformed) {
            throw new InvalidRequestException("ttl", "An ISO 8601 duration such as P30D.");
        }
        throw new InvalidRequestException("ttl", "From PT1M to P366D.");
    }
}
