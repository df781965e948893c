/// From a pasted token or hint to its record.
@NullMarked
package dev.latchkey.token.identify;

import org.jspecify.annotations.NullMarked;
