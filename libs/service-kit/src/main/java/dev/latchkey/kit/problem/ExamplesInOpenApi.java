package dev.latchkey.kit.problem;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.parameters.RequestBody;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/// Gives each operation the examples that the service keeps for it in `openapi-examples.json`: an object with a member
/// for each operation, such as `POST /v1/tokens`, whose members are `request` or a status.
///
/// They stand in one file and not in annotations, so that a test can hold all of them against the shapes.
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class ExamplesInOpenApi implements OASFilter {
    private static final String FILE = "openapi-examples.json";
    private static final String REQUEST = "request";
    private static final String JSON = "application/json";

    @Override
    public void filterOpenAPI(OpenAPI api) {
        var paths = api.getPaths();
        if (paths == null || paths.getPathItems() == null) {
            return;
        }
        var examples = examples();
        paths.getPathItems()
                .forEach((path, item) -> item.getOperations()
                        .forEach((verb, operation) -> Optional.ofNullable(examples.get(verb + " " + path))
                                .ifPresent(own -> add(own, operation))));
    }

    private static Map<String, Map<String, Object>> examples() {
        var loader = Thread.currentThread().getContextClassLoader();
        try (var file = loader.getResourceAsStream(FILE)) {
            return file == null ? Map.of() : JsonMapper.builder().build().readValue(file, new TypeReference<>() {});
        } catch (IOException unreadable) {
            throw new UncheckedIOException(FILE + " cannot be read", unreadable);
        }
    }

    private static void add(Map<String, Object> examples, Operation operation) {
        examples.forEach((place, example) -> content(place, operation)
                .map(content -> content.getMediaType(JSON))
                .orElseThrow(() -> new IllegalStateException(
                        "there is an example of " + place + " where nothing is described: " + operation.getSummary()))
                .setExample(example));
    }

    private static Optional<Content> content(String place, Operation operation) {
        return place.equals(REQUEST)
                ? Optional.ofNullable(operation.getRequestBody()).map(RequestBody::getContent)
                : Optional.ofNullable(operation.getResponses().getAPIResponse(place))
                        .map(APIResponse::getContent);
    }
}
