/// A token ends for good, and what was minted through it.
@NullMarked
package dev.latchkey.token.revoke;

import org.jspecify.annotations.NullMarked;
