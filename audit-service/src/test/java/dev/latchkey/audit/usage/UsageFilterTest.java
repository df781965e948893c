package dev.latchkey.audit.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.access.OrgHandle;
import dev.latchkey.kit.problem.InvalidRequestException;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.time.Duration;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageFilterTest {
    private static MultivaluedHashMap<String, String> parameters(String... namesAndValues) {
        var parameters = new MultivaluedHashMap<String, String>();
        for (var i = 0; i < namesAndValues.length; i += 2) {
            parameters.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        return parameters;
    }

    @Test
    void everyParameterIsRead() {
        assertThat(UsageFilter.of(
                        parameters("org", "acme", "unused_for", "90d", "never_used", "true", "state", "active")))
                .isEqualTo(new UsageFilter(new OrgHandle("acme"), Duration.ofDays(90), true, UsageRecord.State.ACTIVE));
        assertThat(UsageFilter.of(parameters("org", "acme")))
                .isEqualTo(new UsageFilter(new OrgHandle("acme"), null, null, null));
    }

    @ParameterizedTest
    @CsvSource({"1h,PT1H", "36h,PT36H", "1d,PT24H", "90d,PT2160H", "3660d,PT87840H"})
    void durationsAreDaysOrHours(String text, Duration duration) {
        assertThat(UsageFilter.duration(text)).contains(duration);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "90",
                "d",
                "0d",
                "-1d",
                "+1d",
                "1.5d",
                "90D",
                "90 d",
                "P90D",
                "3661d",
                "99999999999999999999d",
                "9m"
            })
    void whatIsNoDurationIsRefused(String text) {
        assertThat(UsageFilter.duration(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1", "99", "200"})
    void limitsUpToTwoHundredAreTaken(int limit) {
        assertThat(UsageFilter.limit(parameters("limit", Integer.toString(limit))))
                .isEqualTo(limit);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "201", "-1", "1e2", "", " 1", "99999999999"})
    void otherLimitsAreNot(String limit) {
        assertThatThrownBy(() -> UsageFilter.limit(parameters("limit", limit)))
                .asInstanceOf(InstanceOfAssertFactories.type(InvalidRequestException.class))
                .extracting(refused -> refused.problem().field())
                .isEqualTo("limit");
    }

    @Test
    void withoutALimitAHundredAreShown() {
        assertThat(UsageFilter.limit(parameters())).isEqualTo(100);
    }

    @Test
    void filtersThatDifferHaveDifferentCanonicalTexts() {
        assertThat(UsageFilter.of(parameters("org", "acme")).canonical())
                .isNotEqualTo(UsageFilter.of(parameters("org", "acme", "never_used", "true"))
                        .canonical())
                .isNotEqualTo(UsageFilter.of(parameters("org", "globex")).canonical());
        assertThat(UsageFilter.of(parameters("org", "acme", "unused_for", "2d")).canonical())
                .isEqualTo(UsageFilter.of(parameters("unused_for", "48h", "org", "acme"))
                        .canonical());
    }
}
