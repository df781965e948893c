/// The whole stack as a newcomer starts it, used through its gateway.
@NullMarked
package dev.latchkey.endtoend;

import org.jspecify.annotations.NullMarked;
