/// Tokens that were found where they do not belong: whoever holds one can have it ended.
@NullMarked
package dev.latchkey.token.leak;

import org.jspecify.annotations.NullMarked;
