/// From a presented text to a verdict, in memory: the hot path behind every door.
@NullMarked
package dev.latchkey.token.decision;

import org.jspecify.annotations.NullMarked;
