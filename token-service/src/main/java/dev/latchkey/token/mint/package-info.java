/// A token is born.
@NullMarked
package dev.latchkey.token.mint;

import org.jspecify.annotations.NullMarked;
