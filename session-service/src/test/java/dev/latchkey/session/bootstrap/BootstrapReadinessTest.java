package dev.latchkey.session.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.session.origin.PublicOrigin;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BootstrapReadinessTest {
    /// @param keepPassword all that matters here
    private record Settings(boolean keepPassword) implements BootstrapConfig {
        @Override
        public Optional<String> org() {
            return Optional.empty();
        }

        @Override
        public Optional<String> orgName() {
            return Optional.empty();
        }

        @Override
        public Optional<String> ownerEmail() {
            return Optional.empty();
        }

        @Override
        public String ownerName() {
            return "Owner";
        }

        @Override
        public Optional<Path> passwordFile() {
            return Optional.empty();
        }

        @Override
        public Optional<Path> madePasswordFile() {
            return Optional.empty();
        }

        @Override
        public Optional<Path> foundedFile() {
            return Optional.empty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "true, https://latchkey.example, DOWN",
        "true, http://localhost:8080, UP",
        "false, https://latchkey.example, UP",
        "false, http://localhost:8080, UP"
    })
    void aFirstPasswordThatLastsIsForThisMachineAlone(boolean keep, String origin, Status status) {
        // given
        var readiness = new BootstrapReadiness(new Settings(keep), PublicOrigin.of(URI.create(origin)));

        // when
        var answer = readiness.call();

        // then
        assertThat(answer.getStatus()).isEqualTo(status);
    }
}
