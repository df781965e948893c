/// Uses on their way out: coalesced in memory, published off the request path.
@NullMarked
package dev.latchkey.token.usage;

import org.jspecify.annotations.NullMarked;
