package dev.latchkey.token.record;

import dev.latchkey.access.Network;
import dev.latchkey.access.Resource;
import dev.latchkey.access.Rights;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What a token may do, all its caveats folded.
///
/// @param resource the one path it may reach; absent when it may reach all of the org, or several paths
/// @param resources the paths, when it is not exactly one; an empty list means nothing is left
/// @param expiresAt when it ends, if ever
/// @param networks lists of networks; the client's address must lie in each list
/// @param methods the HTTP methods it may be used with, if restricted
public record EffectiveView(
        @Schema(required = true) String org,

        @Schema(
                required = true,
                enumeration = {"read", "write"})
        String access,

        @Nullable String resource,
        @Nullable List<String> resources,
        @Nullable Instant expiresAt,
        @Nullable List<List<String>> networks,
        @Nullable List<String> methods) {

    public static EffectiveView of(Rights rights) {
        var paths = rights.resources()
                .map(roots -> roots.stream().map(Resource::path).toList());
        return new EffectiveView(
                rights.org().value(),
                rights.access().slug(),
                paths.filter(roots -> roots.size() == 1).map(List::getFirst).orElse(null),
                paths.filter(roots -> roots.size() != 1).orElse(null),
                rights.end().orElse(null),
                rights.networks().isEmpty() ? null : networks(rights),
                rights.methods().map(List::copyOf).orElse(null));
    }

    private static List<List<String>> networks(Rights rights) {
        return rights.networks().stream()
                .map(list -> list.stream().map(Network::text).toList())
                .toList();
    }
}
