package dev.latchkey.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Every setting of the services has its place in `docs/architecture.md`, and what has a place there exists.
class DocumentedSettingsTest {
    private static final Path HOME = Path.of("../..");
    private static final Pattern MAPPING =
            Pattern.compile("(?s)@ConfigMapping\\(prefix = \"(latchkey[.\\w-]+)\"\\)(.*?)\n *}");
    private static final Pattern OPTION = Pattern.compile("(?m)^ +[\\w<>]+ (\\w+)\\(\\);");
    private static final Pattern PROPERTY = Pattern.compile("@ConfigProperty\\(\\s*name = \"(latchkey[.\\w-]+)\"");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (`latchkey[^|]+)\\|");
    private static final Pattern NAME = Pattern.compile("`([a-z.-]+)`");

    /// Set by the services themselves: which one it is, and whether it has an outbox.
    private static final Set<String> INTERNAL = Set.of("latchkey.identity.self", "latchkey.outbox.enabled");

    @Test
    void everySettingIsDocumentedAndNoOther() throws IOException {
        // when
        var settings = settings();
        settings.removeAll(INTERNAL);

        // then
        assertThat(settings).contains("latchkey.usage.flush-every", "latchkey.cursor.key-file");
        assertThat(documented()).isEqualTo(settings);
    }

    private static Set<String> settings() throws IOException {
        var settings = new TreeSet<String>();
        for (var source : sources()) {
            PROPERTY.matcher(source).results().forEach(found -> settings.add(found.group(1)));
            for (var mapping : MAPPING.matcher(source).results().toList()) {
                for (var option : OPTION.matcher(mapping.group(2)).results().toList()) {
                    settings.add(mapping.group(1) + "." + kebab(option.group(1)));
                }
            }
        }
        return settings;
    }

    /// Of the services, and of what they share.
    private static List<String> sources() throws IOException {
        var sources = new ArrayList<String>();
        for (var parent : List.of(HOME, HOME.resolve("libs"))) {
            try (var modules = Files.newDirectoryStream(parent, module -> Files.isDirectory(code(module)))) {
                for (var module : modules) {
                    try (var files = Files.walk(code(module))) {
                        for (var file : files.filter(Files::isRegularFile).toList()) {
                            sources.add(Files.readString(file));
                        }
                    }
                }
            }
        }
        return sources;
    }

    private static Path code(Path module) {
        return module.resolve("src/main/java");
    }

    private static String kebab(String option) {
        return option.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    /// A row names settings; one that begins with a dot has the beginning of the one before.
    private static Set<String> documented() throws IOException {
        var page = Files.readString(HOME.resolve("docs/architecture.md"));
        return ROW.matcher(page)
                .results()
                .flatMap(row -> {
                    var names = NAME.matcher(row.group(1))
                            .results()
                            .map(found -> found.group(1))
                            .toList();
                    var first = names.getFirst();
                    var beginning = first.substring(0, first.lastIndexOf('.'));
                    return names.stream().map(name -> name.startsWith(".") ? beginning + name : name);
                })
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
