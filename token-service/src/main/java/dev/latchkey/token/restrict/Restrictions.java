package dev.latchkey.token.restrict;

import dev.latchkey.access.Caveat;
import dev.latchkey.kit.problem.InvalidRequestException;
import dev.latchkey.macaroon.Limits;
import dev.latchkey.token.life.Move;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The caveats a token is to have beside its own.
///
/// @param caveats at most 8 predicates of the registry but `org`, which is the issuer's alone
record Restrictions(
        @Schema(required = true, maxItems = 8, examples = "[\"access = read\", \"ip in 203.0.113.0/24\"]") @Nullable
        List<@Nullable String> caveats) {
    private static final int MOST = 8;

    static Move.Restricting read(@Nullable Restrictions body) {
        var texts = body == null ? null : body.caveats();
        if (texts == null || texts.size() > MOST) {
            throw new InvalidRequestException("caveats", "A list of at most 8 caveats; an empty one lifts them.");
        }
        var caveats = new ArrayList<Caveat>();
        for (var i = 0; i < texts.size(); i++) {
            caveats.add(read(texts.get(i), "caveats[" + i + "]"));
        }
        return new Move.Restricting(caveats);
    }

    private static Caveat read(@Nullable String text, String field) {
        if (text == null || text.length() > Limits.MAX_FIELD) {
            throw new InvalidRequestException(field, "A caveat of at most 255 characters, such as access = read.");
        }
        var caveat = Caveat.parse(text)
                .orElseThrow(() -> new InvalidRequestException(field, "Not a caveat that is known here."));
        if (caveat instanceof Caveat.Org) {
            throw new InvalidRequestException(field, "The org of a token is set at issue alone.");
        }
        return caveat;
    }
}
