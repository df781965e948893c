package dev.latchkey.session;

import dev.latchkey.infrastructure.LatchkeyTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;

/// What every test of the running service stands on: PostgreSQL and Kafka.
@WithTestResource(
        value = LatchkeyTestResource.class,
        scope = TestResourceScope.GLOBAL,
        initArgs = @ResourceArg(name = "database", value = "session"))
final class TestSurroundings {
    private TestSurroundings() {}
}
