package dev.latchkey.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What `docs/events.md` shows is what is on the wire.
class DocumentedEventsTest {
    private static final Path PAGE = Path.of("../../docs/events.md");
    private static final Pattern TYPE = Pattern.compile("dev\\.latchkey\\.[a-z.]+\\.v[0-9]+");

    /// @param type the one that the heading above it names; null below a heading without one
    record Example(@Nullable String type, String json) {}

    /// An example of a type stands on one line; a part of one may take more.
    static List<Example> examples() throws IOException {
        var examples = new ArrayList<Example>();
        String type = null;
        var part = new StringBuilder();
        var inside = false;
        for (var line : Files.readAllLines(PAGE)) {
            if (line.startsWith("#")) {
                var named = TYPE.matcher(line);
                type = named.find() ? named.group() : null;
            } else if (line.startsWith("```")) {
                inside = line.equals("```json");
                if (!part.isEmpty()) {
                    examples.add(new Example(null, part.toString()));
                    part.setLength(0);
                }
            } else if (inside && type != null) {
                examples.add(new Example(type, line));
            } else if (inside) {
                part.append(line);
            }
        }
        return examples;
    }

    static Stream<Example> wholeEvents() throws IOException {
        return examples().stream().filter(example -> example.type() != null);
    }

    @ParameterizedTest
    @MethodSource("wholeEvents")
    void anExampleIsReadAndWrittenAsItStands(Example example) throws Exception {
        assertThat(tree(written(example))).isEqualTo(tree(example.json()));
    }

    @Test
    void theActOfAChangeIsReadAndWrittenAsItStands() throws Exception {
        // given
        var parts =
                examples().stream().filter(example -> example.type() == null).toList();
        assertThat(parts).hasSize(1);

        // when
        var event = "{\"token_id\": \"tok_1\", \"org\": \"acme\", \"revision\": 18, \"version\": 3, "
                + parts.getFirst().json() + "}";

        // then
        assertThat(tree(written(new Example(EventType.TOKEN_RESUMED.typeName(), event))))
                .isEqualTo(tree(event));
    }

    @Test
    void eachKindOfStateHasAnExample() throws Exception {
        // when
        var states = new ArrayList<Class<?>>();
        for (var example : wholeEvents().toList()) {
            if (event(example) instanceof StateChanged changed) {
                states.add(changed.state().getClass());
            }
        }

        // then
        assertThat(states).containsExactlyInAnyOrder(State.class.getPermittedSubclasses());
    }

    private static Event event(Example example) throws BrokenEventException {
        return EventJson.read(
                        Objects.requireNonNull(example.type()), example.json().getBytes(StandardCharsets.UTF_8))
                .orElseThrow();
    }

    private static String written(Example example) throws BrokenEventException {
        return EventJson.write(event(example));
    }

    private static JsonNode tree(String json) throws IOException {
        return new JsonMapper().readTree(json);
    }
}
