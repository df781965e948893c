package dev.latchkey.kit.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.JsonMappingException;
import java.util.stream.Collectors;

/// What is wrong with a body that could not be read: the member at fault, or the body as a whole where it is no text
/// or no JSON. Nothing of what was sent is repeated but names of members.
public final class MalformedJson {
    private MalformedJson() {}

    /// The mistake behind a failure of the JSON reader.
    public static InvalidRequestException of(JsonProcessingException failure) {
        var path =
                failure instanceof JsonMappingException mapping && !(failure.getCause() instanceof StreamReadException)
                        ? path(mapping)
                        : "";
        return path.isEmpty()
                ? body()
                : new InvalidRequestException(path, "This member is unknown here, or not of the expected type.");
    }

    /// The body is not even JSON.
    static InvalidRequestException body() {
        return new InvalidRequestException("body", "The body is not the JSON object that is expected here.");
    }

    private static String path(JsonMappingException mapping) {
        return mapping.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                .collect(Collectors.joining("."))
                .replace(".[", "[");
    }
}
