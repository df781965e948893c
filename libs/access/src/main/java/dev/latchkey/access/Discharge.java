package dev.latchkey.access;

import dev.latchkey.macaroon.Caveat.FirstParty;
import dev.latchkey.macaroon.Macaroon;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Somebody's word for one third-party caveat, `lkx_…`: made by [OpenTicket#discharge], or read by [DischargeText].
///
/// It restricts and is no token; whose token it goes with is said by that token alone. The whole of it is a
/// credential: [#toString] shows the display form, and [#text] gives the secret away on purpose.
public final class Discharge {
    /// How long one lives at most, before its holder has to ask again.
    public static final Duration LONGEST = Duration.ofMinutes(10);

    static final String PREFIX = "lkx_";

    private final Macaroon macaroon;
    private final Hint hint;

    Discharge(Macaroon macaroon) {
        this.macaroon = macaroon;
        this.hint = Hint.of(macaroon.identifier());
    }

    /// The same, good for this token and copies narrowed from it by at most seven caveats.
    ///
    /// To be done once: what is bound cannot be bound again, and no caveat can be added to it.
    public Discharge bindTo(Token token) {
        return bindTo(token.bindHalf());
    }

    /// The same, for whoever has no more of the token than [Token#bindHalf].
    public Discharge bindTo(BindHalf half) {
        return new Discharge(macaroon.bindToHalf(half.bytes()));
    }

    /// The caveat id it answers to: a ticket, if the caveat is ours.
    public String ticket() {
        return macaroon.identifierText();
    }

    /// Its first-party caveats in the order they were added, understood or not.
    public List<String> predicates() {
        List<String> predicates = new ArrayList<>();
        for (dev.latchkey.macaroon.Caveat caveat : macaroon.caveats()) {
            if (caveat instanceof FirstParty first) {
                predicates.add(first.predicateText());
            }
        }
        return List.copyOf(predicates);
    }

    /// The one canonical text, with prefix and hint: the credential itself.
    public String text() {
        return PREFIX + macaroon.toText() + '_' + hint.value();
    }

    /// The six characters at its end, those of its ticket.
    public Hint hint() {
        return hint;
    }

    Macaroon macaroon() {
        return macaroon;
    }

    /// The form for pages and logs, `lkx_••••jw6tfn`.
    @Override
    public String toString() {
        return PREFIX + Token.BULLETS + hint.value();
    }
}
