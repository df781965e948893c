package dev.latchkey.session.caller;

import dev.latchkey.access.Kind;
import dev.latchkey.access.OrgHandle;
import dev.latchkey.access.PersonId;
import dev.latchkey.access.TokenId;
import dev.latchkey.kit.problem.BearerRefusal;
import dev.latchkey.session.caller.TokenVerification.Answer;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/// What token-service has said about a presented token.
sealed interface Presenter {
    /// It is good for this.
    record Admitted(Caller caller) implements Presenter {}

    /// It is not; the answer says why.
    record Refused(Response answer) implements Presenter {}

    /// Nobody can tell: token-service does not answer, cannot be sure of its own state, or says what makes no sense.
    record Unknown() implements Presenter {}

    static Presenter of(Answer answer) {
        if (!answer.allowed()) {
            return new Refused(BearerRefusal.of(answer.reason(), answer.detail()));
        }
        return caller(answer).<Presenter>map(Admitted::new).orElseGet(Unknown::new);
    }

    private static Optional<Caller> caller(Answer answer) {
        var effective = answer.effective();
        var token = answer.token();
        var subject = answer.subject();
        if (effective == null || token == null || subject == null) {
            return Optional.empty();
        }
        var org = Optional.ofNullable(effective.org()).flatMap(OrgHandle::parse);
        var id = Optional.ofNullable(token.id()).flatMap(TokenId::parsePublic);
        var kind = Optional.ofNullable(token.kind()).flatMap(Kind::parse);
        var person = Optional.ofNullable(subject.person()).flatMap(PersonId::parsePublic);
        var sound = org.isPresent()
                && id.isPresent()
                && kind.isPresent()
                && person.isPresent() == (subject.person() != null);
        return sound ? Optional.of(new Caller.WithToken(org.get(), id.get(), kind.get(), person)) : Optional.empty();
    }
}
