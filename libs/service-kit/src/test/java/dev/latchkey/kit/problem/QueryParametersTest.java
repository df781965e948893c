package dev.latchkey.kit.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryParametersTest {
    private static final Set<String> KNOWN = Set.of("org", "q");

    @ParameterizedTest
    @ValueSource(strings = {"", "org=acme", "q=a+b&org=acme", "org=acme&", "q=%25%C3%A4", "%6frg=acme", "q==", "q=a=b"})
    void oneValueOfEachKnownParameterIsRead(String query) {
        assertThatCode(() -> QueryParameters.check(query, KNOWN)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "org=, org",
        "org, org",
        "org=a&org=a, org",
        "org=a&%6frg=b, org",
        "org=a;org=b, org",
        "ORG=a, ORG",
        "x=1, x",
        "=1, query",
        "%3Cb%3E=1, query",
        "org=%zz, org",
        "org=%, org",
        "org=%+1, org",
        "%zz=1, query"
    })
    void anythingElseIsRefusedByName(String query, String field) {
        // when
        var refused = catchThrowableOfType(InvalidRequestException.class, () -> QueryParameters.check(query, KNOWN));

        // then
        assertThat(refused.problem().field()).isEqualTo(field);
        assertThat(refused.problem().status()).isEqualTo(400);
    }
}
