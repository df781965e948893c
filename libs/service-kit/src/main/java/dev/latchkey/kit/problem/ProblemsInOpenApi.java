package dev.latchkey.kit.problem;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/// Completes the API description: every refusal is an RFC 9457 problem, with an example of the type that its
/// description
/// names, and every operation but those open to anybody asks for a token.
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class ProblemsInOpenApi implements OASFilter {
    private static final String REF = "#/components/schemas/Problem";
    private static final String TOKEN = "token";
    /// What any operation that takes a token may answer.
    private static final SortedMap<String, String> OF_EVERY_TOKEN = new TreeMap<>(Map.of(
            "401", "problem unauthorized: nothing presented, or the token does not hold",
            "429", "problem rate-limited: a limit of the token, its app or its org, with Retry-After and RateLimit",
            "503", "problem unavailable or feed-stale, with Retry-After: ask again"));

    private static final String TOO_LARGE = "problem body-too-large: longer than what is read here";
    private static final String TYPES = "https://latchkey.dev/problems/";
    private static final Pattern NAMED = Pattern.compile("problem ([a-z]+(?:-[a-z]+)*)");
    private static final Map<String, String> USUAL = Map.of(
            "400", "invalid-request",
            "401", "unauthorized",
            "403", "access-denied",
            "404", "not-found",
            "429", "rate-limited",
            "503", "unavailable");

    @Override
    public void filterOpenAPI(OpenAPI api) {
        var components = Optional.ofNullable(api.getComponents()).orElseGet(OASFactory::createComponents);
        components.addSchema("Problem", problem());
        components.addSecurityScheme(
                TOKEN,
                OASFactory.createSecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("bearer")
                        .description("A Latchkey token, or where the description says so a service JWT."));
        api.setComponents(components);
        var paths = api.getPaths();
        if (paths != null && paths.getPathItems() != null) {
            paths.getPathItems()
                    .forEach((path, item) ->
                            item.getOperations().values().forEach(operation -> complete(path, operation)));
        }
    }

    private static void complete(String path, Operation operation) {
        var responses = operation.getResponses();
        var described = new TreeMap<String, APIResponse>();
        if (responses != null && responses.getAPIResponses() != null) {
            described.putAll(responses.getAPIResponses());
        }
        if (!path.startsWith("/v1/leaks") && responses != null) {
            OF_EVERY_TOKEN.forEach((status, description) -> {
                if (!described.containsKey(status)) {
                    var refused = OASFactory.createAPIResponse().description(description);
                    responses.addAPIResponse(status, refused);
                    described.put(status, refused);
                }
            });
        }
        if (operation.getRequestBody() != null && responses != null && !described.containsKey("413")) {
            var tooLarge = OASFactory.createAPIResponse().description(TOO_LARGE);
            responses.addAPIResponse("413", tooLarge);
            described.put("413", tooLarge);
        }
        described.forEach((status, response) -> {
            if (status.equals("201")
                    && Optional.ofNullable(response.getDescription()).orElse("").isEmpty()) {
                response.setDescription("Created");
            }
            if (status.startsWith("4") || status.startsWith("5")) {
                response.setContent(OASFactory.createContent()
                        .addMediaType(
                                Problem.MEDIA_TYPE,
                                OASFactory.createMediaType()
                                        .schema(OASFactory.createSchema().ref(REF))
                                        .example(example(status, response))));
            }
        });
        if (!path.startsWith("/v1/leaks")) {
            SecurityRequirement needed = OASFactory.createSecurityRequirement().addScheme(TOKEN);
            operation.setSecurity(List.of(needed));
        }
    }

    private static Object example(String status, APIResponse response) {
        var named = NAMED.matcher(Optional.ofNullable(response.getDescription()).orElse(""));
        var slug = named.find() ? named.group(1) : USUAL.getOrDefault(status, "internal");
        var example = new TreeMap<String, Object>();
        example.put("type", TYPES + slug);
        example.put("title", "What went wrong, the same for every occurrence");
        example.put("status", Integer.valueOf(status));
        example.put("detail", "What is wrong with this request.");
        if (slug.equals("invalid-request")) {
            example.put("field", "name");
        }
        if (slug.equals("illegal-transition")) {
            example.put("state", "revoked");
        }
        return example;
    }

    private static Schema problem() {
        return OASFactory.createSchema()
                .addType(Schema.SchemaType.OBJECT)
                .description("RFC 9457 problem; switch on its type")
                .required(List.of("type", "title", "status", "detail"))
                .addProperty("type", text("stable identifier of the problem", TYPES + "not-found"))
                .addProperty("title", text("the same sentence for every occurrence of the type", "Not found"))
                .addProperty(
                        "status",
                        OASFactory.createSchema()
                                .addType(Schema.SchemaType.INTEGER)
                                .description("the HTTP status"))
                .addProperty("detail", text("what is wrong with this request, for a person", "There is no such token."))
                .addProperty("field", text("the request member, parameter or header at fault", "name"))
                .addProperty(
                        "state",
                        text("the state that something is in and that does not allow what was asked", "revoked"))
                .addProperty(
                        "tickets",
                        list(
                                "with undischarged: caveat ids for which another discharge would help",
                                text("a caveat id", "lkt1.Z8ov")))
                .addProperty("discharges", list("with undischarged: what is wrong with each", fault()));
    }

    private static Schema list(String description, Schema items) {
        return OASFactory.createSchema()
                .addType(Schema.SchemaType.ARRAY)
                .description(description)
                .items(items);
    }

    private static Schema fault() {
        return OASFactory.createSchema()
                .addType(Schema.SchemaType.OBJECT)
                .required(List.of("ticket", "cause"))
                .addProperty("ticket", text("the caveat id it is about", "lkt1.Z8ov"))
                .addProperty("cause", text("what is wrong", "missing"));
    }

    private static Schema text(String description, String example) {
        return OASFactory.createSchema()
                .addType(Schema.SchemaType.STRING)
                .description(description)
                .addExample(example);
    }
}
