package dev.latchkey.token.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.restassured.response.Response;
import java.util.Iterator;
import java.util.Set;
import java.util.TreeSet;

/// The API description, held against real answers: the status is described, the body has the described shape
/// and no member
/// besides.
final class Description {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String REF = "#/components/schemas/";
    private static final String AT = "https://latchkey.test/openapi.json";
    private static final Set<String> VERBS = Set.of("get", "put", "post", "delete", "patch", "head", "options");

    private final JsonNode document;
    private final JsonSchemaFactory schemas;
    private final Set<String> exercised = new TreeSet<>();

    Description(String text) {
        this.document = read(text);
        var closed = document.deepCopy();
        close(closed.path("paths"));
        var parts = parts(closed);
        closed.path("components").path("schemas").properties().stream()
                .filter(schema -> !parts.contains(REF + schema.getKey()))
                .forEach(schema -> close(schema.getValue()));
        this.schemas = JsonSchemaFactory.getInstance(
                SpecVersion.VersionFlag.V202012,
                builder -> builder.schemaLoaders(
                        loaders -> loaders.schemas(uri -> AT.equals(uri) ? closed.toString() : null)));
    }

    private static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException(broken);
        }
    }

    /// Schemas of which others are put together; only the whole is closed.
    private static Set<String> parts(JsonNode node) {
        var parts = new TreeSet<String>();
        node.findValues("allOf")
                .forEach(all -> all.forEach(part -> parts.add(part.path("$ref").asText())));
        return parts;
    }

    /// A described object has only the members that are described.
    private static void close(JsonNode node) {
        if (node instanceof ObjectNode whole && whole.has("allOf")) {
            whole.put("unevaluatedProperties", false);
        }
        if (node instanceof ObjectNode object
                && object.path("type").asText().equals("object")
                && object.path("properties").isObject()
                && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        node.forEach(Description::close);
    }

    JsonNode document() {
        return document;
    }

    /// Every operation, as `POST /v1/tokens`.
    Set<String> operations() {
        var operations = new TreeSet<String>();
        document.path("paths").properties().forEach(path -> {
            for (Iterator<String> verbs = path.getValue().fieldNames(); verbs.hasNext(); ) {
                var verb = verbs.next();
                if (VERBS.contains(verb)) {
                    operations.add(verb.toUpperCase(java.util.Locale.ROOT) + ' ' + path.getKey());
                }
            }
        });
        return operations;
    }

    /// The operations that have been held against an answer.
    Set<String> exercised() {
        return Set.copyOf(exercised);
    }

    JsonNode operation(String operation) {
        var space = operation.indexOf(' ');
        return document.path("paths")
                .path(operation.substring(space + 1))
                .path(operation.substring(0, space).toLowerCase(java.util.Locale.ROOT));
    }

    /// Holds an answer against what is described for the operation.
    Response describes(String operation, int status, Response answer) {
        assertThat(answer.statusCode()).as(operation).isEqualTo(status);
        exercised.add(operation);
        var described = operation(operation).path("responses").path(Integer.toString(status));
        assertThat(described.isMissingNode())
                .as("%s describes the status %d", operation, status)
                .isFalse();
        var content = described.path("content");
        if (content.findValue("schema") != null) {
            var type = answer.contentType().replaceFirst(";.*", "");
            assertThat(content.has(type))
                    .as("%s %d describes %s", operation, status, type)
                    .isTrue();
            holds(at(operation, "responses/" + status, type), answer, operation);
        }
        return answer;
    }

    private static String at(String operation, String place, String type) {
        var space = operation.indexOf(' ');
        return AT + "#/paths/" + escaped(operation.substring(space + 1)) + "/"
                + operation.substring(0, space).toLowerCase(java.util.Locale.ROOT) + "/" + place + "/content/"
                + escaped(type) + "/schema";
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1").replace("{", "%7B").replace("}", "%7D");
    }

    private void holds(String pointer, Response answer, String operation) {
        assertThat(wrong(pointer, read(answer.asString())))
                .as("%s answered %s", operation, answer.statusCode())
                .isEmpty();
    }

    private Set<ValidationMessage> wrong(String pointer, JsonNode instance) {
        return schemas.getSchema(SchemaLocation.of(pointer)).validate(instance);
    }

    /// Bodies of requests and of what succeeds that have no example, or one that is not of the described shape.
    Set<String> badExamples() {
        var bad = new TreeSet<String>();
        for (var operation : operations()) {
            var described = operation(operation);
            judge(operation, "requestBody", described.path("requestBody"), bad);
            described.path("responses").properties().stream()
                    .filter(response -> response.getKey().startsWith("2"))
                    .forEach(response -> judge(operation, "responses/" + response.getKey(), response.getValue(), bad));
        }
        return bad;
    }

    private void judge(String operation, String place, JsonNode described, Set<String> bad) {
        var json = described.path("content").path("application/json");
        if (json.path("schema").isMissingNode()) {
            return;
        }
        var example = json.path("example");
        if (example.isMissingNode()) {
            bad.add(operation + " " + place + ": no example");
        } else {
            wrong(at(operation, place, "application/json"), example)
                    .forEach(message -> bad.add(operation + " " + place + ": " + message));
        }
    }
}
