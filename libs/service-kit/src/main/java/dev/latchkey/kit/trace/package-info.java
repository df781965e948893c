/// The trace that a request belongs to, so that its events can be found by it.
@NullMarked
package dev.latchkey.kit.trace;

import org.jspecify.annotations.NullMarked;
