package dev.latchkey.session;

import dev.latchkey.infrastructure.LatchkeyTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;

/// What every test of the running service stands on: PostgreSQL, Kafka, a server in the place of token-service, and
/// somebody to begin with.
@WithTestResource(
        value = LatchkeyTestResource.class,
        scope = TestResourceScope.GLOBAL,
        initArgs = @ResourceArg(name = "database", value = "session"))
@WithTestResource(value = TokenServiceStandIn.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = FirstOwner.class, scope = TestResourceScope.GLOBAL)
final class TestSurroundings {
    private TestSurroundings() {}
}
