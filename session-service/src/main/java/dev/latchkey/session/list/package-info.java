/// A person's devices, the current one first, and what they are called.
@NullMarked
package dev.latchkey.session.list;

import org.jspecify.annotations.NullMarked;
