/// How the platform steers apps and paces calls, after the caveats have allowed a request: dials and limits.
@NullMarked
package dev.latchkey.token.limit;

import org.jspecify.annotations.NullMarked;
