package dev.latchkey.session.directory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailTest {
    @ParameterizedTest
    @CsvSource({
        "Ada@Acme.example, ada@acme.example",
        "a@b, a@b",
        "ada+ci@mail.acme.example, ada+ci@mail.acme.example",
        "ad\u0101@\u00fcnicode.example, ad\u0101@\u00fcnicode.example",
        "\uff21da@acme.example, ada@acme.example",
        "o'neil@acme.example, o'neil@acme.example"
    })
    void anAddressIsKeptAsGivenAndComparedFolded(String text, String key) {
        assertThat(Email.parse(text)).contains(new Email(text, key));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ada",
                "@acme.example",
                "ada@",
                "ada@@acme.example",
                "ada@acme..example",
                "ada@-acme.example",
                "ada@acme.example.",
                "ad a@acme.example",
                "ada@acme.exa mple",
                "ada\u0000@acme.example",
                "ada\r\nBcc: x@acme.example",
                "ada\u202e@acme.example",
                "ada\u200b@acme.example",
                "\ud800@acme.example",
                "ada\uff20acme.example@x.example",
                "ada\u00a0x@acme.example",
                "<ada@acme.example>",
                "ada@[127.0.0.1]"
            })
    void whatIsNoAddressIsNone(String text) {
        assertThat(Email.parse(text)).isEmpty();
    }

    @Test
    void anAddressIsNeitherTooLongNorGrowsTooLong() {
        assertThat(Email.parse("a".repeat(64) + "@acme.example")).isPresent();
        assertThat(Email.parse("a".repeat(65) + "@acme.example")).isEmpty();
        assertThat(Email.parse("a@" + "a.".repeat(126) + "a")).isEmpty();
        assertThat(Email.parse("\ufdfa".repeat(30) + "@acme.example")).isEmpty();
    }

    @Test
    void anAddressDoesNotPrint() {
        assertThat(Email.parse("ada@acme.example").orElseThrow()).hasToString("Email[••••]");
    }
}
