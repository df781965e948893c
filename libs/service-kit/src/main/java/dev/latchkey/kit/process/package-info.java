/// How a service process lives and ends.
@NullMarked
package dev.latchkey.kit.process;

import org.jspecify.annotations.NullMarked;
