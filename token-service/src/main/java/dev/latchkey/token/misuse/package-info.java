/// A token that has ended is presented again, and somebody is told.
@NullMarked
package dev.latchkey.token.misuse;

import org.jspecify.annotations.NullMarked;
