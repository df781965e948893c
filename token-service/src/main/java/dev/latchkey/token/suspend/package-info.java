/// A token is stopped for a while, and goes on.
@NullMarked
package dev.latchkey.token.suspend;

import org.jspecify.annotations.NullMarked;
