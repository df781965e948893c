/// Stands in for session-service until it exists: the first org, its owner, and their first tokens.
@NullMarked
package dev.latchkey.local.seed;

import org.jspecify.annotations.NullMarked;
