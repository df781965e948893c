/// The one place where a token's state changes, with that of all that was minted through it.
@NullMarked
package dev.latchkey.token.life;

import org.jspecify.annotations.NullMarked;
