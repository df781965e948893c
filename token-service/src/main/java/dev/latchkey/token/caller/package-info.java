/// Who is asking, by the token or service JWT that was presented.
@NullMarked
package dev.latchkey.token.caller;

import org.jspecify.annotations.NullMarked;
