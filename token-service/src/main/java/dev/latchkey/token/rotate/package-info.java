/// A token is replaced by another with the same rights.
@NullMarked
package dev.latchkey.token.rotate;

import org.jspecify.annotations.NullMarked;
