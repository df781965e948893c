package dev.latchkey.session.fold;

import dev.latchkey.access.PersonId;
import dev.latchkey.access.TokenId;
import java.time.Instant;

/// A session token that no session of ours stands for.
///
/// @param client family of the user agent that used it last, in our words
/// @param network the /24 or /48 it was last used in; empty where none is known
record LooseToken(TokenId token, PersonId person, String client, String network, Instant lastUsedAt) {}
