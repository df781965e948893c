package dev.latchkey.kit.credential;

import java.util.ArrayList;
import java.util.List;

/// What a client presented in `Latchkey-Discharge`, beside its token: texts with commas between them, in one header
/// line or in several.
public sealed interface PresentedDischarges {
    /// The name of the header.
    String HEADER = "Latchkey-Discharge";

    /// The most discharges a request may bring.
    int MOST = 8;

    /// The most characters of all header lines together.
    int LONGEST = 8192;

    /// Texts, each of which may be anything; often none.
    record Given(List<String> texts) implements PresentedDischarges {
        public Given {
            texts = List.copyOf(texts);
        }

        /// Never the texts.
        @Override
        public String toString() {
            return "Given[" + texts.size() + "]";
        }
    }

    /// More than anybody has a use for.
    ///
    /// @param why a sentence for the client, without anything it sent
    record Unclear(String why) implements PresentedDischarges {}

    /// Reads all values of the header. Empty elements do not count (RFC 9110 §5.6.1.2).
    static PresentedDischarges of(List<String> values) {
        if (values.isEmpty()) {
            return new Given(List.of());
        }
        var length = 0;
        for (var value : values) {
            length += value.length();
        }
        if (length > LONGEST) {
            return new Unclear("Present at most " + LONGEST + " characters of discharges.");
        }
        var texts = new ArrayList<String>();
        for (var value : values) {
            for (var element : value.split(",", -1)) {
                if (!element.isBlank()) {
                    texts.add(element.strip());
                }
            }
        }
        return texts.size() > MOST ? new Unclear("Present at most " + MOST + " discharges.") : new Given(texts);
    }
}
