/// What a Latchkey token says and allows: text form, identifier, hint, caveat registry, request to verdict. Needs the
/// JDK and `dev.latchkey.macaroon`, opens no connection and reads no file.
///
/// A decision takes three steps, of which only the second may wait for anything:
///
/// ```java
/// switch (TokenText.read(text)) {                                     // 1 read
///     case TokenReading.Whole(Token token) -> {
///         Key key = keys.get(token.identifier().keyId());             // 2 key; if none, unknownKey(token)
///         Verdict verdict = verifier.verify(token, key, request);     // 3 chain, 4 state, 5 request
///     }
///     case TokenReading broken -> Verifier.reasonOf(broken);
/// }
/// ```
///
/// The first failure decides. In step 3 the chain comes before anything else is looked at: `bad-signature`,
/// `undischarged`, `unknown-caveat`. Step 4 asks the state: `feed-stale`, `revoked`, `suspended`, `session-ended`.
/// Step 5 holds the caveats against the request: `wrong-org`, `expired`, `access-denied`, `resource-denied`,
/// `ip-denied`, `method-denied`.
///
/// Three rules carry the rest. Identity stands in the [Identifier] alone, which the signature covers and no holder can
/// add to. A [Caveat] only narrows, and one that is not understood is never satisfied. A token is known by its
/// [TokenId] and its copies by their [Fingerprint], never by the text, of which one token has several.
///
/// A token with a third-party caveat comes with discharges ([DischargeText]). [LiveLogin] adds such a caveat offline,
/// [Tickets] opens what it sealed, and [OpenTicket] makes the [Discharge].
///
/// Holders narrow offline: [Token#narrow], or any library that writes the binary V2 format of libmacaroons. Strip
/// prefix and suffix, append a first-party caveat, put the prefix back; the copy verifies and keeps its hint.
@NullMarked
package dev.latchkey.access;

import org.jspecify.annotations.NullMarked;
