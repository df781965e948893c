package dev.latchkey.events;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.util.Locale;

/// Writes enum constants in lower case, so that the wire does not follow Java's spelling.
final class LowerCaseEnums extends SimpleModule {
    private static final long serialVersionUID = 1L;

    LowerCaseEnums() {
        super("latchkey-lower-case-enums");
        addSerializer(Enum.class, new Writer());
    }

    @SuppressWarnings("rawtypes") // Jackson registers a serializer for all enums only under the raw type
    private static final class Writer extends JsonSerializer<Enum> {
        @Override
        public void serialize(Enum value, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(value.name().toLowerCase(Locale.ROOT));
        }
    }
}
