package dev.latchkey.token.narrow;

import dev.latchkey.access.Access;
import dev.latchkey.access.Caveat;
import dev.latchkey.access.Network;
import dev.latchkey.access.Resource;
import dev.latchkey.access.Rights;
import dev.latchkey.kit.problem.InvalidRequestException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What the copy is to be held to, besides all that holds for the token already; at least one member.
///
/// @param access `read`, or `write` for as much as the token has
/// @param resource the only path it may reach, with everything below it
/// @param ttl ISO 8601 duration until it ends, `PT1M` to `P366D`; the token's own end stays
/// @param ip the networks its clients may be in, in CIDR notation
/// @param methods the HTTP methods it may be used with
record NarrowRequest(
        @Schema(
                enumeration = {"read", "write"},
                examples = "read")
        @Nullable
        String access,

        @Schema(examples = "apps/web/deploys") @Nullable String resource,
        @Schema(examples = "PT1H") @Nullable String ttl,

        @Schema(examples = "[\"203.0.113.0/24\"]") @Nullable List<@Nullable String> ip,

        @Schema(examples = "[\"GET\", \"HEAD\"]") @Nullable List<@Nullable String> methods) {
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(366);
    private static final int LONGEST_CAVEAT = 255;

    /// The caveats to append, each of which leaves something of these rights.
    List<Caveat> caveats(Rights held, Instant now) {
        var caveats = new ArrayList<Caveat>();
        level(held).ifPresent(caveats::add);
        add("resource", roots(), held, caveats);
        add("ip", networks(), held, caveats);
        add("methods", verbs(), held, caveats);
        end(now).ifPresent(caveats::add);
        if (caveats.isEmpty() && access == null) {
            throw new InvalidRequestException("body", "Say at least one thing to hold the copy to.");
        }
        return caveats;
    }

    private static void add(String field, Optional<? extends Caveat> asked, Rights held, List<Caveat> caveats) {
        asked.ifPresent(caveat -> {
            if (caveat.text().length() > LONGEST_CAVEAT) {
                throw new InvalidRequestException(field, "A caveat has at most 255 characters; name fewer.");
            }
            if (held.narrowedBy(List.of(caveat)).allowsNothing()) {
                throw new InvalidRequestException(field, "Nothing of this is within what the token allows.");
            }
            caveats.add(caveat);
        });
    }

    private Optional<Caveat> level(Rights held) {
        if (access == null) {
            return Optional.empty();
        }
        var asked = Access.parse(access).orElseThrow(() -> new InvalidRequestException("access", "Say read or write."));
        if (!held.access().includes(asked)) {
            throw new InvalidRequestException("access", "The token may only read.");
        }
        return asked == Access.READ ? Optional.of(new Caveat.AtMost(asked)) : Optional.empty();
    }

    private Optional<Caveat.Within> roots() {
        return resource == null
                ? Optional.empty()
                : Optional.of(Resource.parse(resource)
                        .map(path -> new Caveat.Within(List.of(path)))
                        .orElseThrow(() -> new InvalidRequestException(
                                "resource", "A path of 1 to 16 segments such as apps/web, without . or .. segments.")));
    }

    private Optional<Caveat.From> networks() {
        if (ip == null) {
            return Optional.empty();
        }
        var networks = ip.stream()
                .map(text -> Optional.ofNullable(text)
                        .flatMap(Network::parse)
                        .orElseThrow(() -> new InvalidRequestException(
                                "ip", "Networks such as 203.0.113.0/24 or 2001:db8::/32, without host bits.")))
                .toList();
        if (networks.isEmpty()) {
            throw new InvalidRequestException("ip", "Name at least one network.");
        }
        return Optional.of(new Caveat.From(networks));
    }

    private Optional<Caveat.Methods> verbs() {
        if (methods == null) {
            return Optional.empty();
        }
        var names = new TreeSet<String>();
        for (var name : methods) {
            names.add(Optional.ofNullable(name).orElse(""));
        }
        try {
            return Optional.of(new Caveat.Methods(names));
        } catch (IllegalArgumentException notVerbs) {
            throw new InvalidRequestException("methods", "HTTP methods in upper case, such as GET; at least one.");
        }
    }

    /// Whole seconds, because that is what a person reads; never later than asked.
    private Optional<Caveat> end(Instant now) {
        return ttl == null
                ? Optional.empty()
                : Optional.of(new Caveat.Before(now.plus(life(ttl)).truncatedTo(ChronoUnit.SECONDS)));
    }

    private static Duration life(String ttl) {
        try {
            var life = Duration.parse(ttl);
            if (life.compareTo(SHORTEST) >= 0 && life.compareTo(LONGEST) <= 0) {
                return life;
            }
        } catch (DateTimeException | ArithmeticException malformed) {
            throw new InvalidRequestException("ttl", "An ISO 8601 duration such as PT1H.");
        }
        throw new InvalidRequestException("ttl", "From PT1M to P366D.");
    }
}
