package dev.latchkey.infrastructure;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedInfrastructureTest extends InfrastructureKit {
    EmbeddedInfrastructureTest(@TempDir Path directory) {
        super(new EmbeddedInfrastructure(directory));
    }
}
