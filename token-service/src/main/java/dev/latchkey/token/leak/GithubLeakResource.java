package dev.latchkey.token.leak;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.latchkey.kit.problem.BearerRefusal;
import dev.latchkey.kit.problem.InvalidRequestException;
import dev.latchkey.kit.problem.MalformedJson;
import dev.latchkey.kit.problem.Problem;
import dev.latchkey.token.caller.Acts;
import dev.latchkey.token.caller.Callers;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// The webhook of GitHub's secret scanning partner programme. Its caller is known by a signature over the body,
/// and is
/// told which matches were real.
@Path("/v1/leaks/github")
@Tag(name = "leaks")
public final class GithubLeakResource {
    private static final String KEY_ID = "Github-Public-Key-Identifier";
    private static final String SIGNATURE = "Github-Public-Key-Signature";

    private final LeakService service;
    private final LeakThrottle throttle;
    private final GithubKeys keys;
    private final ObjectMapper json;

    GithubLeakResource(LeakService service, LeakThrottle throttle, GithubKeys keys, ObjectMapper json) {
        this.service = service;
        this.throttle = throttle;
        this.keys = keys;
        this.json = json;
    }

    /// One match.
    ///
    /// @param token the text that was found
    /// @param type the name under which our pattern is registered
    /// @param url where it was found; may be empty
    /// @param source in what: content, commit, issue_body, …
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Match(
            @Schema(required = true) @Nullable String token,

            @Schema(required = true, examples = "latchkey_token") @Nullable
            String type,

            @Schema(examples = "https://github.com/octocat/hello/blob/main/ci.yml") @Nullable
            String url,

            @Schema(examples = "content") @Nullable String source) {
        /// Never the token.
        @Override
        public String toString() {
            return "Match[" + type + "]";
        }
    }

    /// What a match was.
    ///
    /// @param tokenHash SHA-256 of the token's text, in base64: the text itself is not sent back
    /// @param label `true_positive` for a genuine token or copy, in force or not; `false_positive` for
    ///     anything else
    record Label(
            @Schema(required = true) String tokenHash,

            @Schema(required = true, examples = "latchkey_token")
            String tokenType,

            @Schema(
                    required = true,
                    enumeration = {"true_positive", "false_positive"})
            String label) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Matches of GitHub's secret scanning",
            description = "Like a report of leaks, from a caller who is known by the signature over the raw body.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(type = SchemaType.ARRAY, implementation = Match.class)))
    @APIResponse(
            responseCode = "200",
            description = "taken; one label for each match, in order",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = Label.class)))
    @APIResponse(
            responseCode = "400",
            description = "problem invalid-request, naming the header or the field",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "403",
            description = "problem not-github: the signature does not hold",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "404",
            description = "problem not-found: this installation takes no part in the programme",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "429",
            description = "problem rate-limited: too many calls without a signature that holds",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "503",
            description = "problem unavailable or feed-stale: nothing was taken",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Uni<Response> matched(
            byte[] body,
            @Parameter(required = true) @HeaderParam(KEY_ID) @Nullable String keyId,
            @Parameter(required = true) @HeaderParam(SIGNATURE) @Nullable String signature,
            @Context HttpServerRequest http) {
        if (!keys.areConfigured()) {
            return Uni.createFrom().item(Problem.notFound("webhook").toResponse());
        }
        if (!service.isReady()) {
            return Uni.createFrom().item(BearerRefusal.of("feed-stale", "This verifier is not up to date."));
        }
        var wait = throttle.waitOf(Callers.source(http).ip());
        if (wait.isPresent()) {
            return Uni.createFrom().item(LeakThrottle.tooMany(wait.get()));
        }
        // a request without a body may come as null
        var sent = Optional.ofNullable(body).orElse(new byte[0]);
        var signed = header(signature, SIGNATURE);
        return keys.find(header(keyId, KEY_ID))
                .chain(key -> key.filter(known -> GithubSignature.holds(known, sent, signed))
                                .isPresent()
                        ? take(matches(sent), http)
                        : Uni.createFrom().item(notGithub(http)));
    }

    private static String header(@Nullable String value, String name) {
        return Optional.ofNullable(value)
                .filter(text -> !text.isBlank() && text.length() <= 512)
                .orElseThrow(() -> new InvalidRequestException(name, "The header is missing or too long."));
    }

    /// Checking signatures costs us more than making them up costs others: whoever has failed too often is not checked.
    private Response notGithub(HttpServerRequest http) {
        return throttle.take(Callers.source(http).ip())
                .map(LeakThrottle::tooMany)
                .orElseGet(() ->
                        new Problem("not-github", 403, "Not from GitHub", "The signature does not hold.").toResponse());
    }

    private List<Match> matches(byte[] body) {
        try {
            var matches = Optional.<@Nullable Match[]>ofNullable(json.readValue(body, Match[].class))
                    .orElseThrow(GithubLeakResource::noList);
            for (var i = 0; i < matches.length; i++) {
                check(matches[i], "[" + i + "]");
            }
            return List.of(matches);
        } catch (JsonProcessingException malformed) {
            throw MalformedJson.of(malformed);
        } catch (IOException undecodable) {
            throw noList();
        }
    }

    private static void check(@Nullable Match match, String at) {
        if (match == null) {
            throw new InvalidRequestException(at, "A match is an object.");
        }
        if (match.token() == null) {
            throw new InvalidRequestException(at + ".token", "Each match has a token.");
        }
        if (match.type() == null) {
            throw new InvalidRequestException(at + ".type", "Each match has a type.");
        }
    }

    private static InvalidRequestException noList() {
        return new InvalidRequestException("body", "A list of matches is expected here.");
    }

    /// The matches of one place are one report; labels come in the order of the matches.
    private Uni<Response> take(List<Match> matches, HttpServerRequest http) {
        Map<Optional<String>, List<Integer>> places = new LinkedHashMap<>();
        for (var i = 0; i < matches.size(); i++) {
            var url = Optional.ofNullable(matches.get(i).url()).filter(Sighting::isPlace);
            places.computeIfAbsent(url, unseen -> new ArrayList<>()).add(i);
        }
        var labels = new Label[matches.size()];
        var taken = Uni.createFrom().voidItem();
        for (var place : places.entrySet()) {
            taken = taken.chain(() -> take(place.getKey(), place.getValue(), matches, labels, http));
        }
        return taken.replaceWith(() -> Response.ok(List.of(labels)).build());
    }

    private Uni<Void> take(
            Optional<String> place,
            List<Integer> positions,
            List<Match> matches,
            Label[] labels,
            HttpServerRequest http) {
        var texts = positions.stream()
                .map(position -> text(matches.get(position).token()))
                .toList();
        var sighting = service.sighting(Sighting.Reporter.GITHUB, place, Optional.empty(), Acts.origin(http));
        return service.take(texts, sighting)
                .invoke(genuine -> {
                    for (var i = 0; i < texts.size(); i++) {
                        var position = positions.get(i);
                        labels[position] = new Label(
                                hash(texts.get(i)),
                                text(matches.get(position).type()),
                                genuine.get(i) ? "true_positive" : "false_positive");
                    }
                })
                .replaceWithVoid();
    }

    private static String text(@Nullable String text) {
        return Optional.ofNullable(text).orElse("");
    }

    private static String hash(String text) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            return Base64.getEncoder().encodeToString(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
