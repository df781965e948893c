package dev.latchkey.token.caller;

import dev.latchkey.kit.credential.Presented;
import dev.latchkey.kit.credential.PresentedDischarges;
import dev.latchkey.kit.problem.BearerRefusal;
import dev.latchkey.token.decision.Presentation;
import jakarta.ws.rs.core.Response;

/// What the headers of a request present, or the answer to whoever presents nothing that could be decided about.
public sealed interface Credential {
    /// A token, perhaps with discharges.
    record Given(Presentation presented) implements Credential {}

    /// Nothing, or more than one thing.
    record Refused(String slug, Response answer) implements Credential {}

    static Credential of(Presented token, PresentedDischarges discharges) {
        return switch (token) {
            case Presented.Nothing() -> new Refused("unauthorized", BearerRefusal.nothingPresented());
            case Presented.Unclear(var why) -> unclear(why);
            case Presented.Credential(var text) ->
                switch (discharges) {
                    case PresentedDischarges.Unclear(var why) -> unclear(why);
                    case PresentedDischarges.Given(var texts) -> new Given(new Presentation(text, texts));
                };
        };
    }

    private static Refused unclear(String why) {
        return new Refused("invalid-request", BearerRefusal.invalidRequest(why));
    }
}
