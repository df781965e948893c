package dev.latchkey.kit.problem;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.util.List;

/// Reads a body in one way only: two readers that understand it differently are how a check is passed by.
///
/// A member that stands twice, text behind the object, or a value of another type is refused, never mended; nor is an
/// empty string taken for a value that was left out.
@Singleton
public final class StrictJson implements ObjectMapperCustomizer {
    private static final List<CoercionInputShape> SCALARS =
            List.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean);
    private static final List<LogicalType> NEVER_EMPTY =
            List.of(LogicalType.Boolean, LogicalType.Integer, LogicalType.Float, LogicalType.DateTime);

    @Override
    public void customize(ObjectMapper mapper) {
        mapper.getFactory().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
        mapper.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        mapper.enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);
        for (var scalar : SCALARS) {
            refuse(mapper, LogicalType.Textual, scalar);
        }
        for (var wanted : NEVER_EMPTY) {
            refuse(mapper, wanted, CoercionInputShape.EmptyString);
        }
        refuse(mapper, LogicalType.Boolean, CoercionInputShape.Integer);
        refuse(mapper, LogicalType.Boolean, CoercionInputShape.String);
        refuse(mapper, LogicalType.Integer, CoercionInputShape.String);
        refuse(mapper, LogicalType.Integer, CoercionInputShape.Float);
        refuse(mapper, LogicalType.Float, CoercionInputShape.String);
    }

    private static void refuse(ObjectMapper mapper, LogicalType wanted, CoercionInputShape given) {
        mapper.coercionConfigFor(wanted).setCoercion(given, CoercionAction.Fail);
    }
}
