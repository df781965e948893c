package dev.latchkey.token.mint;

import dev.latchkey.access.AppId;
import dev.latchkey.access.Kind;
import dev.latchkey.access.PersonId;
import dev.latchkey.access.SessionId;
import dev.latchkey.kit.problem.InvalidRequestException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a service asks for: a token with a record, or one of a login or an app, and whose.
///
/// @param kind also `session`, which needs `session`, and `oauth`, which needs `app`
/// @param session the login it belongs to
/// @param sessionEndsAt when that login ends at the latest, if it ends before it is 30 days old
/// @param app the app that gets it; without a person it acts for itself
record OnBehalf(
        @Nullable String org,
        @Nullable String person,
        @Nullable String preset,
        @Nullable String kind,
        @Nullable String name,
        @Nullable String access,
        @Nullable String resource,
        @Nullable List<@Nullable String> ip,
        @Nullable List<@Nullable String> methods,
        @Nullable String ttl,
        @Nullable String reason,
        @Nullable String session,
        @Nullable String sessionEndsAt,
        @Nullable String app) {
    private static final Duration LONGEST_SESSION = Duration.ofDays(30);

    /// The kind asked for; without one it is that of the preset.
    Kind asked() {
        return kind == null
                ? ("deploy".equals(preset) ? Kind.DEPLOY : Kind.PERSONAL)
                : read("kind", kind, Kind::parse, "Say personal, deploy, session or oauth.");
    }

    MintRequest request() {
        absent("session", session);
        absent("session_ends_at", sessionEndsAt);
        absent("app", app);
        return new MintRequest(org, preset, kind, name, access, resource, ip, methods, ttl, reason);
    }

    PersonId personId() {
        return read("person", person, PersonId::parsePublic, "Name the person, per_…");
    }

    UnrecordedOrder unrecorded() {
        absent("preset", preset);
        absent("name", name);
        absent("reason", reason);
        var like = new MintRequest(org, null, null, "-", access, resource, ip, methods, null, null);
        return new UnrecordedOrder(
                like.orgHandle(),
                asked() == Kind.SESSION ? login() : instance(),
                like.accessLevel(),
                like.path(),
                like.networks(),
                like.methodNames(),
                ttl == null ? UnrecordedOrder.LONGEST : MintRequest.life(ttl, UnrecordedOrder.LONGEST));
    }

    private UnrecordedOrder.Login login() {
        absent("app", app);
        var id = read("session", session, SessionId::parsePublic, "Name the session, ses_…");
        var latest = id.startedAt().plus(LONGEST_SESSION);
        var end = Optional.ofNullable(sessionEndsAt)
                .map(OnBehalf::instant)
                .filter(latest::isAfter)
                .orElse(latest);
        return new UnrecordedOrder.Login(personId(), id, end);
    }

    private UnrecordedOrder.Instance instance() {
        absent("session", session);
        absent("session_ends_at", sessionEndsAt);
        return new UnrecordedOrder.Instance(
                read("app", app, AppId::parsePublic, "Name the app, app_…"),
                person == null ? Optional.empty() : Optional.of(personId()));
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException malformed) {
            throw new InvalidRequestException("session_ends_at", "A time such as 2027-01-01T00:00:00Z.");
        }
    }

    private static <T> T read(
            String field, @Nullable String text, Function<String, Optional<T>> reader, String expected) {
        return Optional.ofNullable(text)
                .flatMap(reader)
                .orElseThrow(() -> new InvalidRequestException(field, expected));
    }

    private void absent(String field, @Nullable Object value) {
        if (value != null) {
            throw new InvalidRequestException(field, "Not with a token of kind " + asked().slug() + ".");
        }
    }
}
