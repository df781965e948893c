/// Session tokens, minted by token-service on behalf of whoever is logged in.
@NullMarked
package dev.latchkey.session.token;

import org.jspecify.annotations.NullMarked;
