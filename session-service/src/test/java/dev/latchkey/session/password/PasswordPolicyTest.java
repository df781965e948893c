package dev.latchkey.session.password;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordPolicyTest {
    private static final OwnWords WORDS = OwnWords.of(List.of("Ada Lovelace", "ada.king@analytical.example", "acme"));

    private final PasswordPolicy policy = new PasswordPolicy(List.of(new CommonPasswords()));

    @Test
    void fifteenTo256CharactersOfAnyKindAreAPassword() {
        assertThat(objection("velvet gusts 7~")).isEmpty();
        assertThat(objection("пять слов подряд")).isEmpty();
        assertThat(objection("ab cd ef gh ij kl".repeat(16).substring(0, 255) + "!"))
                .isEmpty();
    }

    @Test
    void charactersAreCountedAsUnicodeCountsThem() {
        assertThat(objection("velvet gusts 7")).contains(Objection.TOO_SHORT);
        assertThat(objection("🗝️🔒🚪🪟🌧🌈🔥🌊🍀")).contains(Objection.TOO_SHORT);
        assertThat(objection("x".repeat(257))).contains(Objection.TOO_LONG);
    }

    @Test
    void ownWordsDoNotCount() {
        assertThat(objection("Latchkey-Lovelace-1815")).contains(Objection.OWN_WORDS);
        assertThat(objection("acme acme acme acme")).contains(Objection.OWN_WORDS);
        assertThat(objection("lovelace heard velvet gusts")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "correcthorsebatterystaple",
                "CorrectHorseBatteryStaple",
                "passwordpassword",
                "Password1234567!",
                "12345678901234567890",
                "qwertyuiopasdfgh",
                "aaaaaaaaaaaaaaaa",
                "monkeymonkeymonk",
                "!!!!!!!sunshine2024",
                "zyxwvutsrqponmlkj"
            })
    void whatAttackersTryFirstIsRefused(String common) {
        assertThat(objection(common)).contains(Objection.TOO_COMMON);
    }

    @Test
    void aMountedListOfHashPrefixesIsSearched(@TempDir Path directory) throws IOException {
        // given
        var file = directory.resolve("prefixes");
        // SHA-1 of "velvet gusts 7~ada" begins so; its neighbours are made up.
        var known = sha1("velvet gusts 7~ada").substring(0, 12);
        Files.writeString(
                file,
                List.of("000000000000", known, "FFFFFFFFFFFF").stream()
                        .sorted()
                        .reduce("", (all, line) -> all + line + "\n"));
        var list = new HashPrefixFile(Optional.of(file));

        // then
        assertThat(list.knows("velvet gusts 7~ada")).isTrue();
        assertThat(list.knows("velvet gusts 8~ada")).isFalse();
        assertThat(new HashPrefixFile(Optional.empty()).knows("velvet gusts 7~ada"))
                .isFalse();
    }

    private static String sha1(String text) {
        try {
            return java.util.HexFormat.of()
                    .withUpperCase()
                    .formatHex(java.security.MessageDigest.getInstance("SHA-1")
                            .digest(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        } catch (java.security.NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Optional<Objection> objection(String text) {
        return policy.objection(EnteredPassword.of(text), WORDS);
    }
}
