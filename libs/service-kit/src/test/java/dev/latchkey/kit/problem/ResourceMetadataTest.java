package dev.latchkey.kit.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResourceMetadataTest {
    private static final String CHALLENGE = "Bearer realm=\"latchkey\"";

    @Test
    void aChallengeNamesTheMetadataUnderThePublicAddress() {
        for (var url : new String[] {"https://keys.example.org", "https://keys.example.org/"}) {
            var metadata = new ResourceMetadata(Optional.of(URI.create(url)));

            assertThat(metadata.on(CHALLENGE))
                    .isEqualTo(CHALLENGE
                            + ", resource_metadata=\"https://keys.example.org/.well-known/oauth-protected-resource\"");
        }
    }

    @Test
    void withoutAPublicAddressThereIsNothingToName() {
        assertThat(new ResourceMetadata(Optional.empty()).on(CHALLENGE)).isEqualTo(CHALLENGE);
    }

    @Test
    void aChallengeOfAnotherSchemeIsLeftAlone() {
        var metadata = new ResourceMetadata(Optional.of(URI.create("https://keys.example.org")));

        assertThat(metadata.on("Basic realm=\"x\"")).isEqualTo("Basic realm=\"x\"");
    }
}
