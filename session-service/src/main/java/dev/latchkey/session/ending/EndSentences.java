package dev.latchkey.session.ending;

import dev.latchkey.session.ending.SessionsPage.News;

/// Outcomes of ending in words. A number is never better than what is known.
final class EndSentences {
    private EndSentences() {}

    static News of(EndOutcome outcome) {
        return switch (outcome) {
            case EndOutcome.Done done -> done(done);
            case EndOutcome.NotProven() ->
                News.failed("That is not your password, or it cannot be tried right now. Nothing was ended.");
            case EndOutcome.StaleList() ->
                News.failed(
                        "This list was used before, or is older than ten minutes. Nothing was ended; here is a new one.");
            case EndOutcome.Unknown() -> News.failed("There is no such session of yours any more.");
            case EndOutcome.NotAllowed() -> News.failed("Your role does not allow this.");
            case EndOutcome.BadPassword(var objection) -> News.failed(objection.sentence());
            case EndOutcome.Busy() ->
                News.failed("Too many passwords are being checked right now. Try again in a few seconds.");
        };
    }

    private static News done(EndOutcome.Done done) {
        var ended = done.ended();
        var what = ended.ofListed() + " of " + ended.listed().size() + " ended"
                + also(ended.also().size());
        var again = "/sessions/ends/" + ended.id().publicId();
        return switch (done.confirmation()) {
            case Confirmation.Nothing() -> News.done(what + ".");
            case Confirmation.Confirmed(var by, var of) ->
                News.done(what + ", confirmed by " + by + " of " + of + " verifiers in "
                        + done.took().toMillis() + " ms.");
            case Confirmation.Behind(var by, var of, var missing) ->
                new News(
                        what + ", confirmed by " + by + " of " + of + " verifiers so far."
                                + (missing.isEmpty() ? "" : " Behind: " + String.join(", ", missing) + "."),
                        "",
                        again);
            case Confirmation.Unknown() ->
                new News(
                        what + ". Their cookies are dead. Verifiers could not be asked; they are told as soon as"
                                + " they can be reached.",
                        "",
                        again);
        };
    }

    private static String also(int count) {
        return count == 0 ? "" : ", and " + count + " that began meanwhile";
    }
}
