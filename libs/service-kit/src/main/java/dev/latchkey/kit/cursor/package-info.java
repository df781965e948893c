/// Sealed keyset cursors.
@NullMarked
package dev.latchkey.kit.cursor;

import org.jspecify.annotations.NullMarked;
