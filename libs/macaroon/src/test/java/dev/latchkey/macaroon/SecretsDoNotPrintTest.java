package dev.latchkey.macaroon;

import static dev.latchkey.macaroon.KnownAnswers.ascii;
import static dev.latchkey.macaroon.KnownAnswers.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecretsDoNotPrintTest {

    private static final String SECRET = "SECRET-CAVEAT-KEY-THAT-NOBODY-SEES";
    private static final Key KEY = KnownAnswers.testKey();
    private static final Macaroon MACAROON = Macaroon.create(KEY, ascii("the-identifier"))
            .withFirstParty("the-predicate = 1")
            .withThirdParty("http://auth/", ascii(SECRET), ascii("the-ticket"));

    @Test
    void secretsDoNotPrint() {
        // given
        var printed = new ArrayList<String>();

        // when
        printed.add(KEY.toString());
        printed.add(MACAROON.toString());
        printed.add(MACAROON.caveats().toString());
        printed.add(MacaroonReader.read(MACAROON.toText()).toString());
        printed.add(MacaroonReader.read(MACAROON.toText().substring(0, 100)).toString());
        printed.add(MacaroonReader.read(MACAROON.toText() + "A").toString());
        printed.addAll(faults());

        // then
        assertThat(printed).hasSize(13).noneMatch(text -> secrets().stream().anyMatch(text::contains));
        assertThat(printed)
                .startsWith(
                        "Key[redacted]",
                        "Macaroon[174 bytes, 2 caveats]",
                        "[FirstParty[17 bytes], ThirdParty[10 bytes]]");
    }

    private static List<String> faults() {
        var secret = Arrays.copyOf(ascii(SECRET), 300);
        return List.of(
                fault(() -> Key.ofDerived(secret)),
                fault(() -> Key.derive(new byte[0])),
                fault(() -> Macaroon.create(KEY, secret)),
                fault(() -> Macaroon.create(KEY, ascii("id"), "the-identifier".repeat(10))),
                fault(() -> MACAROON.withFirstParty("the-predicate = é")),
                fault(() -> MACAROON.withFirstParty(secret)),
                fault(() -> MACAROON.withThirdParty("", ascii(SECRET), secret)));
    }

    private static String fault(Runnable faulty) {
        Throwable fault = catchThrowable(faulty::run);
        assertThat(fault).isInstanceOf(IllegalArgumentException.class);
        return fault.toString();
    }

    /// Each in the spellings a careless print would use.
    private static List<String> secrets() {
        var secrets = new ArrayList<>(List.of("the-identifier", "the-predicate", "the-ticket"));
        for (byte[] bytes : List.of(
                KEY.derivedBytes(),
                KnownAnswers.ascending(0, 32),
                ascii(SECRET),
                MACAROON.signature(),
                MACAROON.toBytes())) {
            secrets.add(hex(bytes).substring(0, 16));
            secrets.add(Base64.getEncoder().encodeToString(bytes).substring(0, 12));
            secrets.add(Base64.getUrlEncoder().encodeToString(bytes).substring(0, 12));
            secrets.add(new String(bytes, StandardCharsets.ISO_8859_1).substring(0, 12));
            secrets.add(Arrays.toString(Arrays.copyOf(bytes, 8)).replace("]", ""));
        }
        return secrets;
    }
}
