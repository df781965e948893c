/// What a data folder begins with: the first org, its owner, and their first tokens.
@NullMarked
package dev.latchkey.local.seed;

import org.jspecify.annotations.NullMarked;
