/// What time does to tokens: overlaps end, expiries are made known.
@NullMarked
package dev.latchkey.token.clockwork;

import org.jspecify.annotations.NullMarked;
