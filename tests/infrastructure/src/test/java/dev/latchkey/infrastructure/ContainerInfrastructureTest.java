package dev.latchkey.infrastructure;

import org.junit.jupiter.api.condition.EnabledIf;
import org.testcontainers.DockerClientFactory;

@EnabledIf("engineAnswers")
class ContainerInfrastructureTest extends InfrastructureKit {
    ContainerInfrastructureTest() {
        super(new ContainerInfrastructure());
    }

    static boolean engineAnswers() {
        QuietLogs.apply();
        return DockerClientFactory.instance().isDockerAvailable();
    }
}
