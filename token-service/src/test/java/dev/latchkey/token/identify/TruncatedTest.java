package dev.latchkey.token.identify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.latchkey.access.TokenReading;
import dev.latchkey.access.TokenText;
import dev.latchkey.events.ServiceName;
import dev.latchkey.infrastructure.ServiceTokens;
import dev.latchkey.token.Peer;
import dev.latchkey.token.ServiceTest;
import dev.latchkey.token.Stack;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How much of a token is there, wherever somebody pastes a part of one.
@ServiceTest
class TruncatedTest {
    private static final String C =
            "lkd_AgInMWQ0LmFjbWUuMS4wMW0zdGM1aDAwMnZqOTYwdnFhaHE5em54cS4tAAIKb3JnID0gYWNtZQACDmFjY2VzcyA9IHdy"
                    + "aXRlAAITcmVzb3VyY2UgPSBhcHBzL3dlYgACIHRpbWUtYmVmb3JlIDIwMjctMDEtMDFUMDA6MDA6MDBaAAAGIIg6TxqITXSm"
                    + "CY5J5pjjKtU05IIjeKG-C5b_HwOwLU___2wn98f";

    private final Stack stack = Stack.create();
    private String owner = "";

    @BeforeEach
    void mintOwner() {
        owner = stack.owner();
    }

    @ParameterizedTest
    @CsvSource({
        "4,at least 65",
        "116,at least 185",
        "150,at least 231",
        "180,231",
        "225,231",
    })
    void everyTruncationIsNamedByVerify(int cut, String needed) {
        // when
        var answer = Stack.post(
                ServiceTokens.issue(ServiceName.AUDIT, ServiceName.TOKEN),
                "/v1/verify",
                Stack.with(
                        "token",
                        C.substring(0, cut),
                        "request",
                        Stack.with("org", stack.org(), "access", "read", "resource", "apps/web")));

        // then
        answer.then()
                .statusCode(200)
                .body("allowed", equalTo(false))
                .body("reason", equalTo("truncated"))
                .body("detail", equalTo("The token is cut off: " + cut + " of " + needed + " characters."));
    }

    @Test
    void aTokenWithoutItsSuffixIsNotTruncated() {
        // given
        var token = stack.minted(owner);

        // when
        var answer = stack.verify(stack.verifier(), Peer.withoutSuffix(token.text()));

        // then
        answer.then().body("allowed", equalTo(true));
    }

    @Test
    void everyTruncationIsNamedByIdentifyAndStillFindsItsRecord() {
        // given
        var token = stack.minted(owner, "resource", "apps/web");
        var text = token.text();
        var inTheSignature = text.length() - 20;
        var behindTheIdentifier = 90;

        // when
        var almost = identify(text.substring(0, inTheSignature));
        var half = identify(text.substring(0, behindTheIdentifier));
        var whole = identify(text);
        var nothing = identify(text.substring(0, 30));

        // then
        almost.then()
                .body("items.id", equalTo(List.of(token.id())))
                .body("truncated.presented", equalTo(inTheSignature))
                .body("truncated.needed", equalTo(text.length()))
                .body("truncated.exact", equalTo(true));
        var least = (TokenReading.Truncated) TokenText.read(text.substring(0, behindTheIdentifier));
        half.then()
                .body("items.id", equalTo(List.of(token.id())))
                .body("truncated.presented", equalTo(behindTheIdentifier))
                .body("truncated.needed", equalTo(least.needed()))
                .body("truncated.exact", equalTo(false));
        assertThat(least.needed()).isBetween(behindTheIdentifier + 1, text.length());
        whole.then().body("items.id", equalTo(List.of(token.id()))).body("truncated", nullValue());
        nothing.then().statusCode(400).body("field", equalTo("token"));
        assertThat(nothing.<String>path("detail"))
                .matches("There is no whole identifier in this text. The token is cut off: 30 of at least \\d+"
                        + " characters.");
    }

    private io.restassured.response.Response identify(String text) {
        return Stack.post(owner, "/v1/tokens/identify", Stack.with("token", text));
    }
}
