package dev.latchkey.token.limit;

import dev.latchkey.access.AppId;
import dev.latchkey.access.OrgHandle;
import dev.latchkey.access.Steered.RateLimited.Limit;
import dev.latchkey.access.TokenId;

/// What a limit is about; never the text of a token, of which there are several.
///
/// @param limit which of the three limits
/// @param subject whom it counts
record LimitKey(Limit limit, String subject) {
    static LimitKey token(TokenId token) {
        return new LimitKey(Limit.TOKEN, token.publicId());
    }

    static LimitKey app(AppId app) {
        return new LimitKey(Limit.APP, app.publicId());
    }

    static LimitKey app(AppId app, OrgHandle org) {
        return new LimitKey(Limit.APP, app.publicId() + "@" + org.value());
    }

    static LimitKey org(OrgHandle org) {
        return new LimitKey(Limit.ORG, org.value());
    }
}
